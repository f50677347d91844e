import { zoneOffset } from '../../time/index.js';

/** A time stamp without an offset: `2026-03-01 14:02:08.5`. */
const NAIVE = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
const MINUTE_MS = 60_000;
/** A source that writes now has a newest row of this age; its clock may be a little ahead. */
const FRESH_MS_MIN = -2 * MINUTE_MS;
const FRESH_MS_MAX = 15 * MINUTE_MS;

/** Whether a zone is needed to read the stamp. */
export const isNaive = (stamp: string): boolean => NAIVE.test(stamp);

/** The stamp read in that zone, milliseconds since 1970; NaN where it cannot be read. */
export function instantIn(zone: string, stamp: string): number {
  const text = stamp.replace(' ', 'T');
  if (!isNaive(stamp)) return Date.parse(text.replace(/([+-]\d\d)$/, '$1:00'));
  const wallMs = Date.parse(`${text}Z`);
  if (Number.isNaN(wallMs)) return NaN;
  const offsetMs = zoneOffset(zone);
  // The offset is that of the instant itself, which is known only after a first try.
  const nearMs = wallMs - offsetMs(wallMs);
  return wallMs - offsetMs(nearMs);
}

/** Age of the newest row, were its stamps of that zone; milliseconds, NaN where it cannot be read. */
export const ageIn = (zone: string, stamp: string, nowMs: number): number => nowMs - instantIn(zone, stamp);

/**
 * The zone in which the newest row was written just now.
 * @param preferred  Zones that are likely, the likeliest first: several zones have one offset.
 * @param all  Every zone that is known here.
 * @returns null where it is in none: the source may not be writing.
 */
export function zoneOfRows(
  stamp: string,
  nowMs: number,
  preferred: readonly string[],
  all: readonly string[],
): string | null {
  if (!isNaive(stamp)) return null;
  const isFresh = (zone: string): boolean => {
    const ageMs = ageIn(zone, stamp, nowMs);
    return ageMs >= FRESH_MS_MIN && ageMs <= FRESH_MS_MAX;
  };
  return [...preferred, ...all].find(isFresh) ?? null;
}

/** Whether this is a zone that can be read here. */
export function isZone(zone: string): boolean {
  try {
    zoneOffset(zone);
    return true;
  } catch {
    return false; // RangeError: no such zone.
  }
}
