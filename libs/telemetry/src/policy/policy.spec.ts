import fc from 'fast-check';
import { dayAfter } from '../rows/sort-rows.js';
import { MERGE_SETTINGS, planMerges, type PlannedSegment } from './plan-merges.js';
import { judgeQuota } from './quota.js';
import { keptFromMs, RETENTION } from './retention.js';

const DAY_MS = 86_400_000;
const NOW_MS = 100.5 * DAY_MS;
const OPEN_DAY = 100 * DAY_MS;

const segment = (file: string, dayMs: number, level: PlannedSegment['level'], ageMs = 0): PlannedSegment => ({
  file,
  dayMs,
  level,
  rows: 10,
  writtenAtMs: NOW_MS - ageMs,
  isDayDamaged: false,
});
const many = (count: number, dayMs: number, level: PlannedSegment['level']): PlannedSegment[] =>
  Array.from({ length: count }, (_, i) => segment(`${level}-${dayMs}-${i}`, dayMs, level));

test('flushed segments of the day that goes on are gathered by the dozen, merged ones are left', () => {
  const merged = many(3, OPEN_DAY, 'merged');
  expect(planMerges([...merged, ...many(11, OPEN_DAY, 'fresh')], NOW_MS)).toEqual([]);
  const fresh = many(12, OPEN_DAY, 'fresh');
  expect(planMerges([...merged, ...fresh], NOW_MS)).toEqual([
    { dayMs: OPEN_DAY, level: 'merged', files: fresh.map(({ file }) => file) },
  ]);
});

test('a day that is over is closed by one merge, the newest day first', () => {
  const days = [98 * DAY_MS, 99 * DAY_MS];
  const segments = days.flatMap((day) => [...many(2, day, 'merged'), ...many(1, day, 'fresh')]);
  const plans = planMerges(segments, NOW_MS);
  expect(plans.map(({ dayMs, level, files }) => [dayMs, level, files.length])).toEqual([
    [99 * DAY_MS, 'day', 3],
    [98 * DAY_MS, 'day', 3],
  ]);
});

test('late rows of a closed day wait for others, but not forever', () => {
  const day = 90 * DAY_MS;
  const closed = segment('closed', day, 'day');
  const late = (ageMs: number) => planMerges([closed, segment('late', day, 'fresh', ageMs)], NOW_MS);
  expect(late(0)).toEqual([]);
  expect(late(MERGE_SETTINGS.lateWaitMs)).toEqual([{ dayMs: day, level: 'day', files: ['closed', 'late'] }]);
  expect(planMerges([closed, ...many(12, day, 'fresh')], NOW_MS)).toHaveLength(1);
});

test('a day that lost closed rows is not closed again: its aggregates know more than its rows', () => {
  const day = 90 * DAY_MS;
  const late = many(1, day, 'fresh').map((one) => ({ ...one, writtenAtMs: 0, isDayDamaged: true }));
  expect(planMerges(late, NOW_MS)).toEqual([]);
  const dozen = many(12, day, 'fresh').map((one) => ({ ...one, isDayDamaged: true }));
  expect(planMerges(dozen, NOW_MS).map(({ level }) => level)).toEqual(['merged']);
});

test('whatever there is, merging comes to an end with one segment a closed day', () => {
  const level = fc.constantFrom('fresh', 'merged', 'day');
  const segments = fc.array(fc.record({ day: fc.integer({ min: 95, max: 100 }), level }), { maxLength: 60 });
  fc.assert(
    fc.property(segments, (given) => {
      let there = given.map((one, i) => segment(`s${i}`, one.day * DAY_MS, one.level, 2 * DAY_MS));
      let rounds = 0;
      for (;;) {
        const [plan] = planMerges(there, NOW_MS);
        if (plan === undefined) break;
        rounds += 1;
        expect(rounds).toBeLessThan(100);
        const { dayMs, files } = plan;
        there = there.filter(({ file }) => !files.includes(file));
        there.push(segment(`m${rounds}`, dayMs, plan.level, 2 * DAY_MS));
      }
      for (const [dayMs, ofDay] of Map.groupBy(there, (one) => one.dayMs)) {
        const isOver = dayAfter(dayMs) + MERGE_SETTINGS.closeAfterMs <= NOW_MS;
        if (isOver && ofDay.some((one) => one.level !== 'day')) throw new Error('a closed day is left open');
        if (!isOver) expect(ofDay.filter((one) => one.level !== 'merged').length).toBeLessThan(12);
      }
    }),
  );
});

test('rows are kept by whole days, aggregates longer than raw rows', () => {
  expect(keptFromMs('raw', RETENTION, 500.7 * DAY_MS)).toBe(100 * DAY_MS);
  expect(keptFromMs('hour', RETENTION, 2_000.2 * DAY_MS)).toBe(175 * DAY_MS);
  expect(keptFromMs('minute', { rawDays: 10, aggregateDays: 1 }, 20 * DAY_MS)).toBe(10 * DAY_MS);
});

test('a quota warns before it refuses, and says how long it lasts', () => {
  const quota = { bytesMax: 1_000, warnShare: 0.8 };
  expect(judgeQuota({ rows: 1, bytes: 500 }, quota, 50)).toEqual({
    state: 'within',
    usedShare: 0.5,
    freeBytes: 500,
    daysLeft: 10,
  });
  expect(judgeQuota({ rows: 1, bytes: 800 }, quota, 0)).toMatchObject({ state: 'near', daysLeft: null });
  expect(judgeQuota({ rows: 1, bytes: 1_000 }, quota, 10)).toMatchObject({
    state: 'refused',
    freeBytes: 0,
    daysLeft: 0,
  });
});
