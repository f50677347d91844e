import type { ChooseMeaning, ZoneClock } from './zone-clock.js';

const ZERO = 48;
const digitAt = (text: string, at: number): number => {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : NaN;
};
const two = (text: string, at: number): number => digitAt(text, at) * 10 + digitAt(text, at + 1);
const four = (text: string, at: number): number => two(text, at) * 100 + two(text, at + 2);

/**
 * Reads the time stamps of one source into milliseconds UTC. Understood:
 * - `2025-03-01 12:00:00.123456` with a space or `T`, `-` or `/` between the parts of the date,
 *   seconds optional, any number of decimals;
 * - `01.03.2025 12:00:00` (day first; slashes in this order are ambiguous and refused);
 * - either followed by `Z`, `+05:30`, `+0530` or `+05`, which then counts instead of the zone;
 * - seconds or milliseconds since the epoch. Everything else is NaN. No `Date` parsing: that would
 *   read a naive stamp in the zone of this machine.
 */
export class TimeStampReader {
  private datePrefix = '';
  private dateMs = NaN;

  constructor(private readonly zone: ZoneClock) {}

  /**
   * @param nearMs  Newest instant of the source, for wall-clock times that happen twice (see
   * `ZoneClock.toUtc`); NaN if none.
   */
  read(text: string, nearMs: number, choose?: ChooseMeaning): number {
    if (text.length < 16 || !(digitAt(text, 3) >= 0 || digitAt(text, 0) >= 0)) return epoch(text);
    const separator = text.charCodeAt(10);
    if (separator !== 32 && separator !== 84 && separator !== 116) return epoch(text);
    const prefix = text.slice(0, 10);
    if (prefix !== this.datePrefix) {
      this.datePrefix = prefix;
      this.dateMs = dateOf(prefix);
    }
    const hour = two(text, 11);
    const minute = two(text, 14);
    if (text.charCodeAt(13) !== 58 || !(hour <= 23) || !(minute <= 59)) return NaN;
    if (this.dateMs !== this.dateMs) return NaN;
    let localMs = this.dateMs + hour * 3_600_000 + minute * 60_000;
    let at = 16;
    if (text.charCodeAt(at) === 58) {
      const second = two(text, at + 1);
      if (!(second <= 60)) return NaN;
      localMs += second * 1_000;
      at += 3;
      const point = text.charCodeAt(at);
      if (point === 46 || point === 44) {
        const from = at + 1;
        for (at = from; digitAt(text, at) >= 0; at++) {
          if (at - from < 3) localMs += digitAt(text, at) * 10 ** (2 - (at - from));
        }
        if (at === from) return NaN;
      }
    }
    if (at === text.length) return this.zone.toUtc(localMs, nearMs, choose);
    return localMs - offsetOf(text.slice(at).trim());
  }
}

function dateOf(text: string): number {
  const first = text.charAt(4);
  let year: number, month: number, day: number;
  if ((first === '-' || first === '/') && text.charAt(7) === first) {
    [year, month, day] = [four(text, 0), two(text, 5), two(text, 8)];
  } else if (text.charAt(2) === '.' && text.charAt(5) === '.') {
    [year, month, day] = [four(text, 6), two(text, 3), two(text, 0)];
  } else return NaN;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 1_900)) return NaN;
  const ms = Date.UTC(year, month - 1, day);
  // The 31st of a month with 30 days rolls over: no such day.
  return new Date(ms).getUTCDate() === day ? ms : NaN;
}

function offsetOf(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const match = /^([+-])(\d{2})(?::?(\d{2}))?(?::?(\d{2}))?$/.exec(text);
  if (match === null) return NaN;
  const ms = (Number(match[2]) * 3_600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0)) * 1_000;
  return match[1] === '-' ? -ms : ms;
}

/** Seconds (up to 11 digits) or milliseconds since the epoch, from 2001 on. */
function epoch(text: string): number {
  if (!/^\d{9,13}(\.\d+)?$/.test(text)) return NaN;
  const value = Number(text);
  return value < 1e11 ? Math.round(value * 1_000) : Math.round(value);
}

/**
 * A wall-clock time (as if UTC, milliseconds) as `2025-03-01 12:00:00.123`, for comparison inside
 * the source.
 */
export function wallClockText(localMs: number): string {
  return new Date(localMs).toISOString().replace('T', ' ').replace('Z', '');
}
