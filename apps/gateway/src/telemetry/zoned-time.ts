const QUARTER_HOUR_MS = 900_000;
const MICROSECONDS = 1_000;
/** `GMT`, `GMT+05:30`, and before the zone had a standard time `GMT+05:53:28`. */
const OFFSET = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/;

/** The offset that holds in a zone, as ISO 8601 writes it; empty for none. */
interface Offset {
  readonly text: string;
  readonly ms: number;
}

/**
 * Writes instants as ISO 8601 with the offset that holds in a zone then: to the millisecond, to the
 * microsecond where there is more. Of an offset with seconds, which ISO 8601 has not, the whole
 * minutes count.
 */
export function zonedTimes(zone: string): (timeMs: number) => string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  // Asking for an offset takes longer than all the rest, and none changes within a quarter of an
  // hour.
  let known = Number.NaN;
  let offset: Offset = { text: 'Z', ms: 0 };
  return (timeMs) => {
    const quarter = Math.floor(timeMs / QUARTER_HOUR_MS);
    if (quarter !== known) {
      known = quarter;
      offset = offsetOf(format, timeMs);
    }
    const wholeMs = Math.floor(timeMs);
    const micros = Math.min(MICROSECONDS - 1, Math.round((timeMs - wholeMs) * MICROSECONDS));
    const local = new Date(wholeMs + offset.ms).toISOString().slice(0, -1);
    return `${local}${micros === 0 ? '' : String(micros).padStart(3, '0')}${offset.text}`;
  };
}

function offsetOf(format: Intl.DateTimeFormat, timeMs: number): Offset {
  const name = format.formatToParts(timeMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '00', minutes = '00'] = OFFSET.exec(name) ?? [];
  if (sign === undefined) return { text: 'Z', ms: 0 };
  const minutesAhead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return { text: `${sign}${hours}:${minutes}`, ms: minutesAhead * 60_000 };
}
