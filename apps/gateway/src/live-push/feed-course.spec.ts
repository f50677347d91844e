import fc from 'fast-check';
import { type CoursePoint, lastHourOf, SLOTS_KEPT, withReport } from './feed-course.js';

const point = (slot: number, rowsPerSecond: number | null, lagMs: number | null): CoursePoint => ({
  ...{ slot, rowsPerSecond, lagMs },
});

describe('the last hour of a feed', () => {
  test('has the last rate and the largest lag of each two minutes, and a gap where it was silent', () => {
    const reports = [point(98, 1, 5), point(98, 2, 900), point(98, 3, 7), point(100, 4, null)];
    const { rowsPerSecond, lagMs } = lastHourOf(
      reports.reduce(withReport, [] as readonly CoursePoint[]),
      101,
    );
    expect(rowsPerSecond.slice(-4)).toEqual([3, null, 4, null]);
    expect(lagMs.slice(-4)).toEqual([900, null, null, null]);
  });

  test('stays an hour long and shows the newest report of each slot, however long the feed reports', () => {
    const report = fc.record({
      slot: fc.integer({ min: 0, max: 100 }),
      rowsPerSecond: fc.option(fc.integer({ min: 0, max: 999 })),
      lagMs: fc.option(fc.integer({ min: 0, max: 999 })),
    });
    fc.assert(
      fc.property(fc.array(report, { maxLength: 200 }), (unordered) => {
        const reports = unordered.toSorted((a, b) => a.slot - b.slot);
        const course = reports.reduce(withReport, [] as readonly CoursePoint[]);
        const nowSlot = reports.at(-1)?.slot ?? 0;
        const hour = lastHourOf(course, nowSlot);
        expect(course.length).toBeLessThanOrEqual(SLOTS_KEPT);
        expect(hour.rowsPerSecond).toHaveLength(SLOTS_KEPT);
        for (let back = 0; back < SLOTS_KEPT; back += 1) {
          const own = reports.filter(({ slot }) => slot === nowSlot - back);
          const lags = own.flatMap(({ lagMs }) => lagMs ?? []);
          expect(hour.rowsPerSecond.at(-1 - back)).toBe(own.at(-1)?.rowsPerSecond ?? null);
          expect(hour.lagMs.at(-1 - back)).toBe(lags.length === 0 ? null : Math.max(...lags));
        }
      }),
    );
  });
});
