import type { OrganizationSettings } from '@eagle/contracts/domain';
import { ZoneClock } from '@eagle/feeds';
import { Cron } from 'croner';

type ScheduleSettings = Pick<OrganizationSettings, 'timeZone' | 'training'>;

const MINUTE_MS = 60_000;
/** Zones differ from UTC by at most this much in either direction, with an hour to spare. */
const BEHIND_MS_MAX = 13 * 60 * MINUTE_MS;
const AHEAD_MS_MAX = 15 * 60 * MINUTE_MS;

/**
 * The next time of an organization's schedule, in its zone. Times of day that a clock change skips
 * come together, once, at the first moment after the gap. Times that it repeats come once, at the
 * first of the two.
 *
 * The times are counted on a wall clock without changes, and then converted to instants. Both
 * orders are the same, so the first instant after `afterMs` is the answer.
 * @returns epoch milliseconds after `afterMs`; Infinity where there is no schedule, or it never
 * comes.
 */
export function nextScheduledMs({ timeZone, training }: ScheduleSettings, afterMs: number): number {
  if (training.schedule === null) return Infinity;
  const cron = new Cron(training.schedule, { timezone: 'UTC', mode: '5-part', paused: true });
  const clock = clockOf(timeZone);
  const fromMs = Math.floor(clock.toLocal(afterMs) / MINUTE_MS) * MINUTE_MS;
  let wall = cron.nextRun(new Date(fromMs - MINUTE_MS));
  while (wall !== null) {
    const atMs = firstMomentOf(clock, wall.getTime());
    if (atMs > afterMs) return atMs;
    wall = cron.nextRun(wall);
  }
  return Infinity;
}

/** The same time for the status; null where it never comes. */
export function nextScheduledAt(settings: ScheduleSettings, afterMs: number): string | null {
  const nextMs = nextScheduledMs(settings, afterMs);
  return Number.isFinite(nextMs) ? new Date(nextMs).toISOString() : null;
}

/**
 * One per zone, because each caches the days of its clock changes. Bounded by the number of zones.
 */
const clocks = new Map<string, ZoneClock>();

function clockOf(timeZone: string): ZoneClock {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new ZoneClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

/**
 * The first instant at which the wall clock shows a time or, if it skips that time, a later one.
 */
function firstMomentOf(clock: ZoneClock, wallMs: number): number {
  const [fromMs, toMs] = [wallMs - AHEAD_MS_MAX, wallMs + BEHIND_MS_MAX];
  const [before, after] = [clock.offsetAt(fromMs), clock.offsetAt(toMs)];
  const early = wallMs - Math.max(before, after);
  if (clock.toLocal(early) === wallMs) return early;
  const late = wallMs - Math.min(before, after);
  if (clock.toLocal(late) === wallMs) return late;
  // In the gap: clocks go forward somewhere in between.
  let [low, high] = [fromMs, toMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clock.toLocal(middle) < wallMs) low = middle;
    else high = middle;
  }
  return high;
}

export interface FinishedTraining {
  readonly startedMs: number;
  readonly finishedMs: number;
  /** It gave a version, or a reason why there can be none; a failure starts no cooldown. */
  readonly conclusive: boolean;
}

/**
 * Whether a scheduled training begins now, and when to check again. Times missed while the service
 * was down are made up for once; a time within the cooldown is skipped.
 */
export function scheduleAt(
  settings: ScheduleSettings,
  last: FinishedTraining | null,
  nowMs: number,
): { readonly isDue: boolean; readonly nextMs: number } {
  const nextMs = nextScheduledMs(settings, nowMs);
  const passed = nextScheduledMs(settings, last?.startedMs ?? nowMs) <= nowMs;
  const cooling = last !== null && last.conclusive && nowMs - last.finishedMs < settings.training.cooldownMs;
  return { isDue: passed && !cooling, nextMs };
}
