import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alarmEpisodes, PAUSE_PERIODS, type AlarmEpisode, type AlarmRule } from './alarm-episodes.js';

/** The rule as the live path applies it: row by row. */
function rowByRow(timesMs: Float64Array, above: readonly boolean[], rule: AlarmRule): AlarmEpisode[] {
  const episodes: AlarmEpisode[] = [];
  let raisedMs: number | null = null;
  let successive = 0;
  let lastAboveMs = -Infinity;
  const pausedMs = rule.clearAfterMs + PAUSE_PERIODS * rule.scanPeriodMs;
  timesMs.forEach((timeMs, row) => {
    const isAbove = above[row] === true;
    const quietMs = timeMs - lastAboveMs;
    if (raisedMs !== null && (isAbove ? quietMs > pausedMs : quietMs >= rule.clearAfterMs)) {
      episodes.push({ raisedMs, endsMs: lastAboveMs + rule.clearAfterMs });
      raisedMs = null;
      successive = 0;
    }
    successive = isAbove ? successive + 1 : 0;
    if (isAbove) lastAboveMs = timeMs;
    if (raisedMs === null && successive >= rule.consecutiveMin) raisedMs = timeMs;
  });
  if (raisedMs !== null) episodes.push({ raisedMs, endsMs: lastAboveMs + rule.clearAfterMs });
  return episodes;
}

test('alarms found from the rows above the threshold equal those found row by row', () => {
  const step = fc.constantFrom(1, 1, 1, 2, 7, 15, 40);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(step, fc.boolean()), { maxLength: 80 }),
      fc.record({
        consecutiveMin: fc.integer({ min: 1, max: 4 }),
        clearAfterMs: fc.integer({ min: 0, max: 12 }),
        scanPeriodMs: fc.constant(1),
      }),
      (rows, rule) => {
        let ms = 0;
        const timesMs = Float64Array.from(rows, ([after]) => (ms += after));
        const above = rows.map(([, isAbove]) => isAbove);
        const probability = Float32Array.from(above, (isAbove) => (isAbove ? 1 : 0));
        const found = alarmEpisodes({ timesMs, probability }, { ...rule, probabilityMin: 0.5 });
        assert.deepEqual(found, rowByRow(timesMs, above, rule));
      },
    ),
    { numRuns: 2_000 },
  );
});
