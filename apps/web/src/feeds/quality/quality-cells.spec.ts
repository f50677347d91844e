import fc from 'fast-check';
import { NARROW_SPACE } from '../../time/index.js';
import {
  FLAWS,
  flawShareText,
  type QualityCell,
  qualityCell,
  qualityRows,
  type TagCounts,
} from './quality-cells.js';
import { countsOf, dayOf } from './quality.fixture.js';

const count = fc.nat(50_000);
const counts = fc
  .record({ good: count, missing: count, frozen: count, outOfRange: count, stale: count })
  .map((parts) => countsOf('flow', parts));

describe('the quality of a tag on a day', () => {
  test.each<[string, Partial<TagCounts> | undefined, QualityCell]>([
    ['nothing recorded', undefined, { kind: 'no-rows' }],
    ['no rows', {}, { kind: 'no-rows' }],
    ['good rows alone', { good: 10 }, { kind: 'good' }],
    [
      'several flaws, the most frequent first',
      { good: 6, stale: 1, frozen: 3 },
      {
        kind: 'flawed',
        flaws: [
          { flaw: 'frozen', share: 0.3 },
          { flaw: 'stale', share: 0.1 },
        ],
      },
    ],
  ])('of %s', (_, parts, cell) => {
    expect(qualityCell(parts === undefined ? undefined : countsOf('flow', parts))).toEqual(cell);
  });

  test('names every flaw that there is, and is good only without any', () => {
    fc.assert(
      fc.property(counts, (parts) => {
        const cell = qualityCell(parts);
        const flawed = FLAWS.filter((flaw) => parts[flaw] > 0);
        expect(cell.kind === 'flawed').toBe(flawed.length > 0);
        if (cell.kind !== 'flawed') return;
        expect(cell.flaws.map(({ flaw }) => flaw).toSorted()).toEqual(flawed.toSorted());
        const shares = cell.flaws.reduce((sum, { share }) => sum + share, 0);
        const total = parts.good + flawed.reduce((sum, flaw) => sum + parts[flaw], 0);
        expect(shares).toBeCloseTo(1 - parts.good / total, 9);
      }),
    );
  });
});

describe('a share of a day', () => {
  const written = (share: number): string => flawShareText(share, 'en').replaceAll(NARROW_SPACE, ' ');

  test('is never rounded to nothing, nor to everything', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (share) => {
        expect(['0 %', '100 %']).not.toContain(written(share));
      }),
    );
    expect([0.00001, 0.004, 0.123, 0.999_99, 1].map(written)).toEqual([
      ...['< 0.1 %', '0.4 %', '12 %', '> 99.9 %', '100 %'],
    ]);
  });
});

describe('the table of quality', () => {
  test('has a cell for each day, and the tag with the fewest good values first', () => {
    const days = [
      dayOf('2026-11-29', {
        tags: [countsOf('flow', { good: 9, missing: 1 }), countsOf('fan', { good: 10 })],
      }),
      dayOf('2026-11-30', {
        tags: [countsOf('flow', { good: 10 }), countsOf('oil', { good: 1, stale: 9 }), countsOf('idle')],
      }),
    ];
    const rows = qualityRows(days);
    expect(rows.map(({ tag }) => tag)).toEqual(['oil', 'flow', 'fan', 'idle']);
    expect(rows.map(({ goodShare }) => goodShare)).toEqual([0.1, 0.95, 1, null]);
    expect(rows.map(({ cells }) => cells.map(({ kind }) => kind))).toEqual([
      ['no-rows', 'flawed'],
      ['flawed', 'good'],
      ['good', 'no-rows'],
      ['no-rows', 'no-rows'],
    ]);
  });
});
