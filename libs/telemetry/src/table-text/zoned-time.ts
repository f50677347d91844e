const MINUTE_MS = 60_000;
/** Offsets of zones change at whole quarters of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
const KEPT_QUARTERS = 100_000;
const OFFSET = /^GMT(?:([+-])(\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/**
 * The offset of an IANA zone at any instant. Asking the calendar takes microseconds, so what it
 * said is kept by quarters of an hour.
 */
export class ZoneOffsets {
  private readonly calendar: Intl.DateTimeFormat;
  private readonly known = new Map<number, number>();

  /** @param zone  IANA name. */
  constructor(zone: string) {
    this.calendar = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  }

  /** Minutes ahead of UTC; the seconds of old local times are rounded off. */
  minutesAt(timeMs: number): number {
    const quarter = Math.floor(timeMs / QUARTER_MS);
    const known = this.known.get(quarter);
    if (known !== undefined) return known;
    if (this.known.size >= KEPT_QUARTERS) this.known.clear();
    const minutes = this.ask(quarter * QUARTER_MS);
    this.known.set(quarter, minutes);
    return minutes;
  }

  private ask(timeMs: number): number {
    const name = this.calendar.formatToParts(timeMs).find(({ type }) => type === 'timeZoneName')?.value;
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = OFFSET.exec(name ?? '') ?? [];
    const ahead = Number(hours) * 60 + Number(minutes) + Math.round(Number(seconds) / 60);
    return sign === '-' ? -ahead : ahead;
  }
}

const two = (number: number): string => String(number).padStart(2, '0');

/**
 * Writes instants as ISO 8601 with the offset that holds in their zone: to the millisecond, or to
 * the microsecond where they are finer.
 */
export function zonedTimes(zone: string): (timeMs: number) => string {
  const offsets = new ZoneOffsets(zone);
  return (timeMs) => {
    const minutes = offsets.minutesAt(timeMs);
    const wholeMs = Math.floor(timeMs);
    // A time just below the next millisecond must not carry into it: its digits are written already.
    const micros = Math.min(999, Math.round((timeMs - wholeMs) * 1_000));
    const local = new Date(wholeMs + minutes * MINUTE_MS).toISOString().slice(0, -1);
    const finer = micros === 0 ? '' : String(micros).padStart(3, '0');
    return `${local}${finer}${zone === 'UTC' ? 'Z' : offsetText(minutes)}`;
  };
}

function offsetText(minutes: number): string {
  const ahead = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}
