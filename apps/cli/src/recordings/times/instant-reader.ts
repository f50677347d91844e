import type { ZoneClock } from '@eagle/feeds';
import { StampReader } from './stamp-reader.js';
import type { TimeColumn } from './time-column.js';

/** Later than every instant: of two meanings of a time, the later one is nearer to it. */
const FAR_FUTURE_MS = 8.64e15;

/** Turns the times of one column into instants. */
export class InstantReader {
  /** Times of the hour that a clock showed twice when it went back. */
  timesOfTwoMeanings = 0;
  private readonly stamps: StampReader;

  /** @param zone  Zone of times without an offset; null: they are read as UTC. */
  constructor(
    private readonly column: TimeColumn,
    private readonly zone: ZoneClock | null,
  ) {
    this.stamps = new StampReader(column.format);
  }

  /**
   * @param nearMs  The newest instant of the same asset: of two meanings of a time the one that
   *   continues from there is taken; NaN: the earlier.
   * @returns the instant, or why there is none.
   */
  read(text: string, nearMs: number): number | string {
    const { stamps, zone, column } = this;
    if (!stamps.read(text)) return `is no time of the form ${column.format}`;
    const isNaive = Number.isNaN(stamps.offsetMs);
    if (!isNaive && (zone !== null || !column.isNaive)) return stamps.localMs - stamps.offsetMs;
    if (zone !== null) return this.inZone(stamps.localMs, zone, nearMs);
    if (isNaive === column.isNaive) return stamps.localMs;
    return `${isNaive ? 'carries no offset from UTC, unlike' : 'carries an offset from UTC, unlike'} the times before it: give the zone of those without an offset, for example --zone Europe/Helsinki or --zone UTC`;
  }

  private inZone(localMs: number, zone: ZoneClock, nearMs: number): number | string {
    const earlyMs = zone.toUtc(localMs, NaN);
    if (zone.toLocal(earlyMs) !== localMs) {
      return `does not exist in ${zone.timeZone}, where the clock went forward over it; if the source keeps one offset all the year, give that, for example --zone +01:00`;
    }
    const lateMs = zone.toUtc(localMs, FAR_FUTURE_MS);
    if (earlyMs === lateMs) return earlyMs;
    this.timesOfTwoMeanings += 1;
    return earlyMs < nearMs && nearMs <= lateMs ? lateMs : earlyMs;
  }
}
