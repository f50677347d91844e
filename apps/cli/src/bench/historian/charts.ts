import type { BarName } from '../bars.js';

export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A chart that people look at, and what is read for it. */
export interface Chart {
  readonly name: string;
  /** Rows that answer it, in the historian and by hand. */
  readonly resolution: 'raw' | 'minute' | 'hour';
  readonly widthMs: number;
  readonly bar: BarName;
  /** The historian has just started, and no file is in the page cache. */
  readonly isCold: boolean;
  /** One reading each. */
  readonly ranges: readonly Range[];
}

/** Points of a chart: what the platform answers by default. */
export const CHART_POINTS = 1_500;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TIMES = 20;
/** Each is a start of the historian. */
const COLD_TIMES = 5;

/** Ranges of one length, each of which ends a step before the one before it. */
const ranges = (endMs: number, lengthMs: number, stepMs: number, times: number): Range[] =>
  Array.from({ length: times }, (_, i) => {
    const toMs = endMs - i * stepMs;
    return { fromMs: toMs - lengthMs, toMs };
  });

/**
 * The charts of a history that reaches to the end of today (UTC).
 * @param days  Days before today with a row a second.
 */
export function chartsOf(todayMs: number, days: number): Chart[] {
  const today = (times: number): Range[] => ranges(todayMs + DAY_MS, DAY_MS - MINUTE_MS, 1_000, times);
  const closed = { isCold: false, resolution: 'minute' } as const;
  const open = { resolution: 'raw', widthMs: MINUTE_MS } as const;
  return [
    {
      ...open,
      name: '24 h as they came today, warm',
      isCold: false,
      bar: 'readDayWarmMs',
      ranges: today(TIMES),
    },
    {
      ...open,
      name: '24 h as they came today, cold',
      isCold: true,
      bar: 'readDayColdMs',
      ranges: today(COLD_TIMES),
    },
    {
      ...closed,
      name: '24 h of a day that is over',
      widthMs: MINUTE_MS,
      bar: 'readDayWarmMs',
      ranges: ranges(todayMs, DAY_MS, DAY_MS, Math.min(TIMES, days)),
    },
    {
      ...closed,
      name: '30 days',
      widthMs: 30 * MINUTE_MS,
      bar: 'readMonthMs',
      ranges: ranges(todayMs, 30 * DAY_MS, DAY_MS, TIMES),
    },
    {
      name: '365 days',
      isCold: false,
      resolution: 'hour',
      widthMs: 6 * HOUR_MS,
      bar: 'readYearMs',
      ranges: ranges(todayMs, 365 * DAY_MS, HOUR_MS, TIMES),
    },
  ];
}
