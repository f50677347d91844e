import { QUALITY } from '@eagle/contracts/frames';
import { at, isLive, NOT_RECORDED, qualityAt, type RowBlock } from '../rows/row-block.js';
import { dayAfter, dayOf } from '../rows/sort-rows.js';

/** Qualities that are counted, by their names in the contracts. */
export type CountedQuality = keyof typeof QUALITY;
export type QualityCounts = Readonly<Record<CountedQuality, number>>;

/**
 * How well the rows of one asset came on one UTC day. How they arrived (`late`, `outOfOrder`, `delayMs`) is that of live rows: what was taken
 * over came when it was asked for.
 */
export interface DayQuality {
  readonly dayMs: number;
  readonly rows: number;
  /** Pauses between rows of this day, longer than `gapMs`. */
  readonly gaps: { readonly count: number; readonly ms: number; readonly longestMs: number };
  /** Rows that were read more than `lateMs` after their time. */
  readonly late: number;
  /** Rows that were published before the row whose time comes just before theirs: they came out of order, or the source's clock went back. */
  readonly outOfOrder: number;
  /**
   * From a row's time to its reading. The least is what the clock of the source is off, plus the way; below zero it is
   * ahead. Null: no row came live.
   */
  readonly delayMs: { readonly min: number; readonly mean: number; readonly max: number } | null;
  readonly columns: ReadonlyMap<string, QualityCounts>;
}

export interface QualityRules {
  readonly gapMs: number;
  readonly lateMs: number;
}

const NAMES: readonly CountedQuality[] = ['good', 'missing', 'frozen', 'outOfRange', 'stale'];

/** One day in the making. */
class OpenDay {
  private rows = 0;
  private liveRows = 0;
  private gapCount = 0;
  private gapMs = 0;
  private longestMs = 0;
  private late = 0;
  private outOfOrder = 0;
  private delaySum = 0;
  private delayMin = Number.POSITIVE_INFINITY;
  private delayMax = Number.NEGATIVE_INFINITY;
  private lastMs = Number.NaN;
  private lastSequence = Number.NaN;
  private readonly counts: ReadonlyMap<string, Float64Array>;

  constructor(
    readonly dayMs: number,
    columns: readonly string[],
    private readonly rules: QualityRules,
  ) {
    this.counts = new Map(columns.map((name) => [name, new Float64Array(NAMES.length)]));
  }

  /** Rows `from` to `to` (exclusive), all of this day. */
  add(block: RowBlock, from: number, to: number): void {
    for (let row = from; row < to; row += 1) this.addRow(block, row);
    for (const [name, counts] of this.counts) {
      const column = block.columns.get(name);
      if (column === undefined) continue;
      for (let row = from; row < to; row += 1) {
        const code = qualityAt(column, row);
        if (code !== NOT_RECORDED) counts[code] = at(counts, code) + 1;
      }
    }
  }

  finish(): DayQuality {
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
    return {
      dayMs: this.dayMs,
      rows: this.rows,
      gaps: { count: this.gapCount, ms: this.gapMs, longestMs: this.longestMs },
      late: this.late,
      outOfOrder: this.outOfOrder,
      delayMs:
        this.liveRows === 0
          ? null
          : { min: this.delayMin, mean: this.delaySum / this.liveRows, max: this.delayMax },
      columns: new Map([...this.counts].map(counted)),
    };
  }

  private addRow(block: RowBlock, row: number): void {
    const timeMs = at(block.timesMs, row);
    const pauseMs = timeMs - this.lastMs;
    this.rows += 1;
    if (pauseMs > this.rules.gapMs) {
      this.gapCount += 1;
      this.gapMs += pauseMs;
      this.longestMs = Math.max(this.longestMs, pauseMs);
    }
    this.lastMs = timeMs;
    const sequence = at(block.sequences, row);
    if (isLive(sequence)) this.addArrival(sequence, at(block.readAtsMs, row) - timeMs);
  }

  private addArrival(sequence: number, delayMs: number): void {
    this.liveRows += 1;
    this.delaySum += delayMs;
    this.delayMin = Math.min(this.delayMin, delayMs);
    this.delayMax = Math.max(this.delayMax, delayMs);
    if (delayMs > this.rules.lateMs) this.late += 1;
    if (sequence < this.lastSequence) this.outOfOrder += 1;
    this.lastSequence = sequence;
  }
}

/** Counts how well rows came, day by day, in one pass over ascending rows. */
export class QualityFold {
  private readonly days: DayQuality[] = [];
  private open: OpenDay | null = null;

  constructor(
    private readonly columns: readonly string[],
    private readonly rules: QualityRules,
  ) {}

  add(block: RowBlock): void {
    let from = 0;
    while (from < block.rows) {
      const dayMs = dayOf(at(block.timesMs, from));
      let to = from + 1;
      while (to < block.rows && at(block.timesMs, to) < dayAfter(dayMs)) to += 1;
      if (this.open?.dayMs !== dayMs) this.close();
      this.open ??= new OpenDay(dayMs, this.columns, this.rules);
      this.open.add(block, from, to);
      from = to;
    }
  }

  /** Days that have rows, ascending. */
  finish(): DayQuality[] {
    this.close();
    return this.days;
  }

  private close(): void {
    if (this.open !== null) this.days.push(this.open.finish());
    this.open = null;
  }
}
