const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
/** No zone is further from UTC than this. */
const OFFSET_MS_MAX = 26 * 3_600_000;

/** One calendar day of a zone, or the part of it that lies in a range. */
export interface ZonedDay {
  /** As `2026-03-29`. */
  readonly day: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The days of a zone in `[fromMs, toMs)`, ascending and without a pause between them. A day has 23
 * or 25 hours where clocks change, and a day that a zone left out is not there.
 * @param zone  IANA time zone.
 */
export function zonedDays(zone: string, fromMs: number, toMs: number): ZonedDay[] {
  const dayNumberAt = dayNumbers(zone);
  const days: ZonedDay[] = [];
  let startMs = fromMs;
  while (startMs < toMs) {
    const number = dayNumberAt(startMs);
    const endMs = Math.min(toMs, startOf(number + 1, dayNumberAt));
    days.push({ day: new Date(number * DAY_MS).toISOString().slice(0, 10), fromMs: startMs, toMs: endMs });
    startMs = endMs;
  }
  return days;
}

/** First second that is of a day or, where a zone left it out, of a later one. */
function startOf(day: number, dayNumberAt: (timeMs: number) => number): number {
  let before = Math.floor((day * DAY_MS - OFFSET_MS_MAX) / SECOND_MS);
  let at = Math.ceil((day * DAY_MS + OFFSET_MS_MAX) / SECOND_MS);
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (dayNumberAt(middle * SECOND_MS) < day) before = middle;
    else at = middle;
  }
  return at * SECOND_MS;
}

/** @returns the days since 1970 that a calendar of the zone shows at an instant. */
function dayNumbers(zone: string): (timeMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  return (timeMs) => {
    const part = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]));
    const date = Date.UTC(part.get('year') ?? 0, (part.get('month') ?? 1) - 1, part.get('day') ?? 1);
    return date / DAY_MS;
  };
}
