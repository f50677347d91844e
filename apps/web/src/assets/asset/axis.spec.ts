import fc from 'fast-check';
import { axisAt, fixedSearch, linkTo } from './axis.js';

const NOW = Date.parse('2026-11-30T12:00:00.000Z');

describe('the time axis of an address', () => {
  test('without a range it follows the present, and leaves room for what is predicted', () => {
    const { range, following } = axisAt({}, NOW);
    expect(following).toBe('2h');
    expect(NOW - range.fromMs).toBe(2 * 3_600_000);
    expect(range.toMs - NOW).toBe(20 * 60_000);
  });

  test('half a range, and one that ends before it begins, follow the present', () => {
    const backwards = { from: '2026-11-30T12:00:00Z', to: '2026-11-30T11:00:00Z' };
    expect(axisAt(backwards, NOW).following).toBe('2h');
    expect(axisAt({ from: '2026-11-30T11:00:00Z', span: '8h' }, NOW).following).toBe('8h');
  });

  test('an address gives the same range again', () => {
    const ends = fc.tuple(fc.nat(1e9), fc.integer({ min: 10_000, max: 1e9 }));
    fc.assert(
      fc.property(ends, ([offset, span]) => {
        const range = { fromMs: NOW - offset, toMs: NOW - offset + span };
        const read = axisAt(fixedSearch(range), NOW).range;
        expect(Math.abs(read.fromMs - range.fromMs) + Math.abs(read.toMs - range.toMs)).toBeLessThanOrEqual(
          2,
        );
      }),
    );
  });

  test('has a link with the range that is shown, which keeps everything else', () => {
    const { range } = axisAt({ span: '8h' }, NOW);
    const link = new URL(linkTo('https://plant.example/site/assets/a?span=8h&tags=oil', range));
    expect(link.pathname).toBe('/site/assets/a');
    expect(Object.fromEntries(link.searchParams)).toEqual({ tags: 'oil', ...fixedSearch(range) });
  });
});
