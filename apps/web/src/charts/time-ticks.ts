import { dateLanguage, zoneOffset, type ZoneOffset } from '../time/index.js';
import { spanOf, type TimeRange } from './time-range.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const STEPS_MS = [
  ...[1, 2, 5, 10, 30].map((n) => n * SECOND_MS),
  ...[1, 2, 5, 10, 20, 30].map((n) => n * MINUTE_MS),
  ...[1, 2, 4, 6, 12].map((n) => n * HOUR_MS),
  ...[1, 2, 7, 14, 30, 60, 180, 365].map((n) => n * DAY_MS),
];

export interface TimeTicks {
  readonly stepMs: number;
  readonly timesMs: readonly number[];
}

/**
 * Round times of the plant's clock.
 */
export function timeTicks(range: TimeRange, ticksMax: number, offsetMs: ZoneOffset): TimeTicks {
  const least = spanOf(range) / Math.max(1, ticksMax);
  const stepMs = STEPS_MS.find((step) => step >= least) ?? 365 * DAY_MS;
  const timesMs: number[] = [];
  const first = Math.ceil((range.fromMs + offsetMs(range.fromMs)) / stepMs) * stepMs;
  for (let local = first; ; local += stepMs) {
    // Where the clock changes, the offset of the instant itself counts.
    const guess = local - offsetMs(range.fromMs);
    const at = local - offsetMs(guess);
    if (at > range.toMs) return { stepMs, timesMs };
    if (at >= range.fromMs) timesMs.push(at);
  }
}

/** Writes a tick: with seconds only where ticks are that near, a day where a day begins. */
export function tickText(zone: string, language: string, stepMs: number): (at: number) => string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
  const near = stepMs < MINUTE_MS ? ({ ...clock, second: '2-digit' } as const) : clock;
  const time = new Intl.DateTimeFormat(language, near);
  const day = new Intl.DateTimeFormat(dateLanguage(language), {
    day: 'numeric',
    month: 'short',
    timeZone: zone,
  });
  const offset = zoneOffset(zone);
  return (at) => ((at + offset(at)) % DAY_MS === 0 ? day.format(at) : time.format(at));
}
