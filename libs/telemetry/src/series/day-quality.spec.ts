import fc from 'fast-check';
import { blockOfRows, obviousMerge, type PlainRow } from '../rows/rows.fixture.js';
import { dayOf } from '../rows/sort-rows.js';
import { QualityFold, type DayQuality } from './day-quality.js';

const DAY_MS = 86_400_000;
const RULES = { gapMs: 3_600_000, lateMs: 50 };
const NAMES = ['good', 'missing', 'frozen', 'outOfRange', 'stale'];

const value = fc.oneof(fc.constant(1), fc.tuple(fc.constant(Number.NaN), fc.constantFrom(1, 2, 3, 4)));
const rows = fc
  .array(
    fc
      .record({
        timeMs: fc.integer({ min: 0, max: 3 * DAY_MS }),
        sequence: fc.integer({ min: -300, max: 1_000 }),
        delayMs: fc.integer({ min: -10, max: 100 }),
        values: fc.dictionary(fc.constantFrom('a', 'b'), value, { maxKeys: 2 }),
      })
      .map(({ delayMs, ...row }): PlainRow => ({ ...row, readAtMs: row.timeMs + delayMs })),
    { maxLength: 60 },
  )
  .map((given) => obviousMerge(given));

/** The plainest way there is. */
function obvious(given: readonly PlainRow[]): unknown[] {
  return [...Map.groupBy(given, ({ timeMs }) => dayOf(timeMs))].map(([dayMs, ofDay]) => {
    const pauses = ofDay.slice(1).map((row, i) => row.timeMs - (ofDay[i]?.timeMs ?? 0));
    const gaps = pauses.filter((ms) => ms > RULES.gapMs);
    const live = ofDay.filter(({ sequence }) => sequence >= 1);
    const delays = live.map(({ timeMs, readAtMs = 0 }) => readAtMs - timeMs);
    const qualities = (name: string): number[] =>
      ofDay.flatMap(({ values }) => {
        const found = values[name];
        return found === undefined ? [] : [typeof found === 'number' ? 0 : found[1]];
      });
    const counts = (name: string) =>
      Object.fromEntries(
        NAMES.map((quality, code) => [quality, qualities(name).filter((one) => one === code).length]),
      );
    return {
      dayMs,
      rows: ofDay.length,
      gaps: {
        count: gaps.length,
        ms: gaps.reduce((sum, ms) => sum + ms, 0),
        longestMs: Math.max(0, ...gaps),
      },
      late: delays.filter((ms) => ms > RULES.lateMs).length,
      outOfOrder: live.filter((row, i) => i > 0 && row.sequence < (live[i - 1]?.sequence ?? 0)).length,
      delayMs:
        delays.length === 0
          ? null
          : {
              min: Math.min(...delays),
              mean: delays.reduce((sum, ms) => sum + ms, 0) / delays.length,
              max: Math.max(...delays),
            },
      columns: new Map(['a', 'b'].map((name) => [name, counts(name)])),
    };
  });
}

test('days are counted as the obvious way counts them, however the rows are cut', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 9 }), (given, cut) => {
      const fold = new QualityFold(['a', 'b'], RULES);
      for (let from = 0; from < given.length; from += cut)
        fold.add(blockOfRows(given.slice(from, from + cut)));
      const found: DayQuality[] = fold.finish();
      expect(found).toEqual(obvious(given));
    }),
  );
});
