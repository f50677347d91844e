import { WaitReports } from './wait-reports.js';

/** Seconds at which a wait is reported that gives these reasons, one a second from its beginning on. */
function secondsReported(reasons: readonly string[]): number[] {
  const reports = new WaitReports(0);
  return reasons.flatMap((why, second) => (reports.isDue(why, second * 1_000) ? [second] : []));
}

describe('a wait for a process', () => {
  test('of a few seconds is not reported', () => {
    expect(secondsReported(['no answer', 'no answer', 'bus: connecting', 'bus: connecting'])).toEqual([]);
  });

  test('for one reason is reported after five seconds, and then every ten', () => {
    expect(secondsReported(Array.from({ length: 30 }, () => 'no answer'))).toEqual([5, 15, 25]);
  });

  test('that makes progress is reported every two seconds', () => {
    expect(secondsReported(Array.from({ length: 12 }, (_, rows) => `${rows} rows`))).toEqual([5, 7, 9, 11]);
  });
});
