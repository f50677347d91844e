import fc from 'fast-check';
import { type RowCount, rowsPerSecond, withRowCount } from './rows-per-second.js';

const REPORTS_MS = 5_000;
const reportsOf = (rows: readonly number[]): RowCount[] =>
  rows.map((count, at) => ({ atMs: at * REPORTS_MS, rows: count }));
const after = (reports: readonly RowCount[]): readonly RowCount[] =>
  reports.reduce<readonly RowCount[]>(withRowCount, []);

describe('rows a second of a feed', () => {
  test('are known from the second report on, and a report that is read twice counts once', () => {
    const [first, second] = [
      { atMs: 0, rows: 100 },
      { atMs: 5_000, rows: 150 },
    ];
    expect(rowsPerSecond([])).toBeNull();
    expect(rowsPerSecond(after([first, first]))).toBeNull();
    expect(rowsPerSecond(after([first, second, second]))).toBe(10);
  });

  test('begin anew where the feed was started anew', () => {
    expect(rowsPerSecond(after(reportsOf([900, 1_000, 5])))).toBeNull();
    expect(rowsPerSecond(after(reportsOf([900, 1_000, 5, 30])))).toBe(5);
  });

  test('are those of the last minute: of a feed that stopped they fall to zero', () => {
    const stopped = [
      ...Array.from({ length: 20 }, (_, at) => at * 50),
      ...Array.from({ length: 13 }, () => 950),
    ];
    expect(rowsPerSecond(after(reportsOf(stopped)))).toBe(0);
  });

  test('are never below zero, and lie between the slowest and the quickest stretch', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 2, maxLength: 40 }), (steps) => {
        let rows = 0;
        const counts = after(reportsOf(steps.map((step) => (rows += step))));
        const rate = rowsPerSecond(counts);
        const stretches = counts
          .slice(1)
          .map(({ rows: now }, at) => ((now - (counts[at]?.rows ?? 0)) * 1_000) / REPORTS_MS);
        expect(rate).not.toBeNull();
        expect(rate ?? -1).toBeGreaterThanOrEqual(Math.min(...stretches) - 1e-9);
        expect(rate ?? -1).toBeLessThanOrEqual(Math.max(...stretches) + 1e-9);
      }),
    );
  });
});
