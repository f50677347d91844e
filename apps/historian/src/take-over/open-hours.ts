import type { TakeOverHours } from '@eagle/contracts/domain';
import type { ZoneClock } from '@eagle/feeds';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/**
 * When the source may be read again; null: now. Near a change of clocks it may be an hour off, and
 * is asked again then.
 */
export function opensAtMs(nowMs: number, hours: TakeOverHours | null, zone: ZoneClock): number | null {
  if (hours === null) return null;
  const minute = Math.floor(zone.toLocal(nowMs) / MINUTE_MS) % DAY_MINUTES;
  const from = minutesOf(hours.from);
  if (minutesAfter(from, minute) < minutesAfter(from, minutesOf(hours.until))) return null;
  return Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + minutesAfter(minute, from) * MINUTE_MS;
}

/** Share of the day in which the source may be read. */
export const openShare = (hours: TakeOverHours | null): number =>
  hours === null ? 1 : minutesAfter(minutesOf(hours.from), minutesOf(hours.until)) / DAY_MINUTES;

/** From one minute of the day to the next time that it is another. */
const minutesAfter = (from: number, to: number): number => (to - from + DAY_MINUTES) % DAY_MINUTES;

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
