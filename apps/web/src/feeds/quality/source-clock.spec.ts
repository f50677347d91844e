import type { DayQuality } from './quality-cells.js';
import { dayOf } from './quality.fixture.js';
import { type ClockVerdict, clockVerdict } from './source-clock.js';

const delay = (min: number) => ({ delayMs: { min, median: min + 10, p95: min + 50, max: min + 90 } });

describe('the clock of a source', () => {
  test.each<[string, DayQuality[], ClockVerdict]>([
    ['is unknown without rows', [], { kind: 'unknown' }],
    [
      'is unknown where all rows were taken over from its history',
      [dayOf('2026-11-30', { delayMs: null })],
      { kind: 'unknown' },
    ],
    [
      'is right where rows come soon after their time',
      [dayOf('2026-11-30', delay(14))],
      { kind: 'right', ms: 14 },
    ],
    [
      'is ahead where rows come before their time',
      [dayOf('2026-11-30', delay(-3_000))],
      { kind: 'ahead', ms: 3_000 },
    ],
    [
      'is behind, or the way is slow, where all rows come late',
      [dayOf('2026-11-30', delay(90_000))],
      { kind: 'behind', ms: 90_000 },
    ],
    [
      'is judged by the newest day that has rows',
      [
        dayOf('2026-11-28', delay(-5)),
        dayOf('2026-11-29', delay(20)),
        dayOf('2026-11-30', { delayMs: null }),
      ],
      { kind: 'right', ms: 20 },
    ],
  ])('%s', (_, days, verdict) => {
    expect(clockVerdict(days)).toEqual(verdict);
  });

  test('that was set back is told before any offset, with the last time', () => {
    const back = (readAtMs: number) => ({ readAtMs, fromMs: readAtMs, toMs: readAtMs - 3_600_000 });
    const days = [
      dayOf('2026-11-29', { ...delay(-5), clockBack: { count: 2, first: [back(5_000), back(9_000)] } }),
      dayOf('2026-11-30', { clockBack: { count: 1, first: [back(7_000)] } }),
    ];
    expect(clockVerdict(days)).toEqual({ kind: 'set-back', count: 3, atMs: 9_000 });
  });
});
