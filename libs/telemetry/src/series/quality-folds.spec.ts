import fc from 'fast-check';
import { blockOfRows, obviousMerge, type PlainRow } from '../rows/rows.fixture.js';
import { ArrivalFold } from './arrival-fold.js';
import { ContentFold, dayQualityOf } from './day-quality.js';
import { zonedDays, type ZonedDay } from './zoned-days.js';

const HOUR_MS = 3_600_000;
/** In the night of Berlin in which clocks go forward. */
const FROM_MS = Date.UTC(2026, 2, 28, 12);
const TO_MS = FROM_MS + 60 * HOUR_MS;
const DAYS = zonedDays('Europe/Berlin', FROM_MS, TO_MS);
const RULES = { gapMs: HOUR_MS, recordedFromMs: FROM_MS + 5 * HOUR_MS };
const LATE_MS = 50;
const NAMES = ['good', 'missing', 'frozen', 'outOfRange', 'stale'];
const STEPS_NAMED = 5;

const value = fc.oneof(fc.constant(1), fc.tuple(fc.constant(Number.NaN), fc.constantFrom(1, 2, 3, 4)));
const rows = fc
  .array(
    fc
      .record({
        // Many of one instant, and any.
        timeMs: fc.oneof(
          fc.integer({ min: RULES.recordedFromMs, max: TO_MS - 1 }),
          fc.integer({ min: 0, max: 9 }).map((ms) => RULES.recordedFromMs + ms),
        ),
        sequence: fc.integer({ min: -5, max: 1_000 }),
        delayMs: fc.integer({ min: -10, max: 100 }),
        values: fc.dictionary(fc.constantFrom('a', 'b'), value, { maxKeys: 2 }),
      })
      .map(({ delayMs, ...row }): PlainRow => ({ ...row, readAtMs: row.timeMs + delayMs })),
    { maxLength: 60 },
  )
  // One message of the source is one sequence.
  .map((given) => obviousMerge([...new Map(given.map((row) => [row.sequence, row])).values()]));

const winners = (given: readonly PlainRow[]): PlainRow[] =>
  given.filter((row, i) => row.timeMs !== given[i + 1]?.timeMs);

/** The plainest way there is. */
function obvious({ day, fromMs, toMs }: ZonedDay, all: readonly PlainRow[], untilMs: number): unknown {
  const given = all.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs);
  const live = given.filter(({ sequence }) => sequence > 0).sort((a, b) => a.sequence - b.sequence);
  const delays = live.map(({ timeMs, readAtMs = 0 }) => readAtMs - timeMs).sort((a, b) => a - b);
  const quantile = (share: number) => delays.find((_, i) => (i + 1) / delays.length >= share);
  const steps = live.slice(1).flatMap((row, i) => {
    const before = live[i]?.timeMs ?? 0;
    return row.timeMs < before ? [{ readAtMs: row.readAtMs, fromMs: before, toMs: row.timeMs }] : [];
  });
  const instants = [RULES.recordedFromMs, ...winners(all).map(({ timeMs }) => timeMs), untilMs];
  const gaps = instants.slice(1).flatMap((timeMs, i) => {
    const before = instants[i] ?? 0;
    const within = Math.min(timeMs, toMs) - Math.max(before, fromMs);
    return timeMs - before > RULES.gapMs && within > 0 ? [within] : [];
  });
  const qualities = (name: string): number[] =>
    winners(given).flatMap(({ values }) => {
      const found = values[name];
      return found === undefined ? [] : [typeof found === 'number' ? 0 : found[1]];
    });
  const counts = (name: string) =>
    Object.fromEntries(
      NAMES.map((quality, code) => [quality, qualities(name).filter((one) => one === code).length]),
    );
  return {
    day,
    fromMs,
    toMs,
    rows: given.length,
    conflicts: given.length - winners(given).length,
    takenOver: given.length - live.length,
    gaps: { count: gaps.length, ms: gaps.reduce((sum, ms) => sum + ms, 0), longestMs: Math.max(0, ...gaps) },
    late: delays.filter((ms) => ms > LATE_MS).length,
    future: delays.filter((ms) => ms < 0).length,
    delayMs:
      delays.length === 0
        ? null
        : { min: delays[0], median: quantile(0.5), p95: quantile(0.95), max: delays.at(-1) },
    clockBack: { count: steps.length, first: steps.slice(0, STEPS_NAMED) },
    columns: new Map(['a', 'b'].map((name) => [name, counts(name)])),
  };
}

const untilMs = fc.constantFrom(TO_MS, FROM_MS + 50 * HOUR_MS);

test('days are counted as the obvious way counts them, however the rows are cut', () => {
  fc.assert(
    fc.property(rows, untilMs, fc.integer({ min: 1, max: 9 }), (given, until, cut) => {
      const arrival = new ArrivalFold(DAYS, LATE_MS);
      const content = new ContentFold(DAYS, ['a', 'b'], RULES);
      for (let from = 0; from < given.length; from += cut)
        arrival.add(blockOfRows(given.slice(from, from + cut)));
      const winning = winners(given);
      for (let from = 0; from < winning.length; from += cut)
        content.add(blockOfRows(winning.slice(from, from + cut)));
      const arrivals = arrival.finish();
      const contents = content.finish(until);
      const found = DAYS.map((day, i) => {
        const [arrived, counted] = [arrivals[i], contents[i]];
        return arrived !== undefined && counted !== undefined ? dayQualityOf(day, arrived, counted) : null;
      });
      expect(found).toEqual(DAYS.map((day) => obvious(day, given, until)));
    }),
  );
});

test('a clock that is set back is told once, with its instant', () => {
  const hour = 60;
  // A row a minute; after two hours the clock goes back by one.
  const given = Array.from({ length: 4 * hour }, (_, i): PlainRow => {
    const readAtMs = FROM_MS + i * 60_000;
    return {
      timeMs: i < 2 * hour ? readAtMs : readAtMs - HOUR_MS + 500,
      readAtMs,
      sequence: i + 1,
      values: {},
    };
  });
  const arrival = new ArrivalFold(DAYS, LATE_MS);
  arrival.add(blockOfRows(obviousMerge(given)));
  const backAtMs = FROM_MS + 2 * HOUR_MS;
  expect(arrival.finish()[0]?.clockBack).toEqual({
    count: 1,
    first: [{ readAtMs: backAtMs, fromMs: backAtMs - 60_000, toMs: backAtMs - HOUR_MS + 500 }],
  });
});
