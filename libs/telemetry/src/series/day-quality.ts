import { QUALITY } from '@eagle/contracts/frames';
import { at, NOT_RECORDED, type RowBlock } from '../rows/row-block.js';
import type { DayArrival } from './arrival-fold.js';
import type { ZonedDay } from './zoned-days.js';

/** Qualities that are counted, by their names in the contracts. */
export type CountedQuality = keyof typeof QUALITY;
export type QualityCounts = Readonly<Record<CountedQuality, number>>;

/** How well the values of one asset came on one day: one row an instant. */
export interface DayContent {
  /** Pauses that are longer than `gapMs`, as far as they lie in this day. */
  readonly gaps: { readonly count: number; readonly ms: number; readonly longestMs: number };
  readonly columns: ReadonlyMap<string, QualityCounts>;
}

export interface DayQuality extends ZonedDay, DayArrival, DayContent {
  /** Rows that a later row of the same instant took the place of. */
  readonly conflicts: number;
}

/** The parts of one day together. */
export function dayQualityOf(
  day: ZonedDay,
  arrival: DayArrival,
  { instants, ...content }: DayContent & { readonly instants: number },
): DayQuality {
  return { ...day, ...arrival, ...content, conflicts: arrival.rows - instants };
}

export interface ContentRules {
  readonly gapMs: number;
  /** What lies before the first row of the range is a pause from here on. */
  readonly recordedFromMs: number;
}

/** One day in the making. */
class OpenDay {
  private readonly gaps = { count: 0, ms: 0, longestMs: 0 };
  private readonly counts: ReadonlyMap<string, Float64Array>;
  rows = 0;

  constructor(
    private readonly day: ZonedDay,
    columns: readonly string[],
  ) {
    this.counts = new Map(columns.map((name) => [name, new Float64Array(NOT_RECORDED + 1)]));
  }

  /** Rows `from` to `to` (exclusive), all of this day. */
  add(block: RowBlock, from: number, to: number): void {
    this.rows += to - from;
    for (const [name, counts] of this.counts) {
      const column = block.columns.get(name);
      if (column === undefined) continue;
      if (column.quality === null) {
        counts[QUALITY.good] = at(counts, QUALITY.good) + to - from;
        continue;
      }
      for (let row = from; row < to; row += 1) {
        const code = at(column.quality, row);
        counts[code] = at(counts, code) + 1;
      }
    }
  }

  /** A pause, which may reach beyond this day. */
  pause(fromMs: number, toMs: number): void {
    const ms = Math.min(toMs, this.day.toMs) - Math.max(fromMs, this.day.fromMs);
    if (ms <= 0) return;
    this.gaps.count += 1;
    this.gaps.ms += ms;
    this.gaps.longestMs = Math.max(this.gaps.longestMs, ms);
  }

  finish(): DayContent {
    const counted = ([name, counts]: [string, Float64Array]): [string, QualityCounts] => {
      const count = (quality: CountedQuality): number => at(counts, QUALITY[quality]);
      return [
        name,
        {
          good: count('good'),
          missing: count('missing'),
          frozen: count('frozen'),
          outOfRange: count('outOfRange'),
          stale: count('stale'),
        },
      ];
    };
    return { gaps: { ...this.gaps }, columns: new Map([...this.counts].map(counted)) };
  }
}

/** Counts how well values came, day by day, in one pass over ascending rows, one an instant. */
export class ContentFold {
  private readonly open: readonly OpenDay[];
  private place = 0;
  private lastMs: number;

  constructor(
    private readonly days: readonly ZonedDay[],
    columns: readonly string[],
    private readonly rules: ContentRules,
  ) {
    this.open = days.map((day) => new OpenDay(day, columns));
    this.lastMs = Math.max(rules.recordedFromMs, days[0]?.fromMs ?? Number.POSITIVE_INFINITY);
  }

  add(block: RowBlock): void {
    let from = 0;
    while (from < block.rows) {
      this.goTo(at(block.timesMs, from));
      const endMs = this.days[this.place]?.toMs ?? Number.POSITIVE_INFINITY;
      let to = from;
      while (to < block.rows && at(block.timesMs, to) < endMs) {
        this.goOn(at(block.timesMs, to));
        to += 1;
      }
      this.open[this.place]?.add(block, from, to);
      from = to;
    }
  }

  /**
   * @param untilMs  What lies behind the last row is a pause up to here.
   * @returns one for each day.
   */
  finish(untilMs: number): (DayContent & { readonly instants: number })[] {
    this.goOn(untilMs);
    return this.open.map((day) => ({ ...day.finish(), instants: day.rows }));
  }

  private goTo(timeMs: number): void {
    while (timeMs >= (this.days[this.place]?.toMs ?? Number.POSITIVE_INFINITY)) this.place += 1;
  }

  private goOn(timeMs: number): void {
    if (timeMs - this.lastMs > this.rules.gapMs) {
      for (const day of this.open) day.pause(this.lastMs, timeMs);
    }
    this.lastMs = Math.max(this.lastMs, timeMs);
  }
}
