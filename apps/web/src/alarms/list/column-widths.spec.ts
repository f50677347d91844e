import fc from 'fast-check';
import { keptWidths, SIZED_COLUMNS, WIDTH_PX_MAX, WIDTH_PX_MIN, widthsOf } from './column-widths.js';

describe('widths of columns', () => {
  test('are read as they were kept, within their bounds', () => {
    const step = fc.record({
      column: fc.constantFrom(...SIZED_COLUMNS),
      px: fc.integer({ min: -50, max: 900 }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let kept = '';
        for (const { column, px } of steps) {
          kept = keptWidths(widthsOf(kept), column, px);
          expect(widthsOf(kept)[column]).toBe(Math.min(WIDTH_PX_MAX, Math.max(WIDTH_PX_MIN, px)));
        }
      }),
    );
  });

  test('go back to what is usual', () => {
    const kept = keptWidths(widthsOf(keptWidths({}, 'asset', 200)), 'state', 90);
    expect(keptWidths(widthsOf(kept), 'asset', null)).toBe('state=90');
  });

  test('of something else that is kept are as usual', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const widths = Object.values(widthsOf(text));
        expect(widths.every((px) => px >= WIDTH_PX_MIN && px <= WIDTH_PX_MAX)).toBe(true);
      }),
    );
    expect(widthsOf('asset=wide left=100 reading=9999')).toEqual({});
  });
});
