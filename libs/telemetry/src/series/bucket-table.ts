import { QUALITY } from '@eagle/contracts/frames';
import { at, NOT_RECORDED, type ValueColumn } from '../rows/row-block.js';

/** Numbers that are added at the end. */
class Numbers {
  private numbers = new Float64Array(64);
  size = 0;

  push(value: number): void {
    if (this.size === this.numbers.length) {
      const grown = new Float64Array(this.size * 2);
      grown.set(this.numbers);
      this.numbers = grown;
    }
    this.numbers[this.size] = value;
    this.size += 1;
  }

  get last(): number {
    return at(this.numbers, this.size - 1);
  }

  set last(value: number) {
    this.numbers[this.size - 1] = value;
  }

  all(): Float64Array {
    return this.numbers.slice(0, this.size);
  }
}

/** What a bucket keeps of one column. */
export const MEASURES = ['recorded', 'count', 'good', 'min', 'max', 'mean', 'first', 'last'] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * A column in buckets. `recorded`: rows that had the column; `count`: those with a usable value;
 * `good`: those whose quality is good; the others over usable values, of any quality, NaN where
 * there is none.
 */
export type BucketColumn = Readonly<Record<Measure, Float64Array>>;

/** Buckets that hold at least one row, ascending. */
export interface Buckets {
  readonly startsMs: Float64Array;
  /** Rows that fell into each. */
  readonly rows: Float64Array;
  readonly columns: ReadonlyMap<string, BucketColumn>;
  /** Milliseconds in each operating state. */
  readonly stateMs: ReadonlyMap<string, Float64Array>;
}

/** One column of a bucket, complete or in the making. */
export type BucketPart = Readonly<Record<Measure, number>>;

class OpenColumn {
  private readonly numbers: Readonly<Record<Measure, Numbers>> = {
    recorded: new Numbers(),
    count: new Numbers(),
    good: new Numbers(),
    min: new Numbers(),
    max: new Numbers(),
    mean: new Numbers(),
    first: new Numbers(),
    last: new Numbers(),
  };
  private recorded = 0;
  private count = 0;
  private good = 0;
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;
  private sum = 0;
  private first = Number.NaN;
  private last = Number.NaN;

  /**
   * Rows `from` to `to` (exclusive), all of the open bucket. The one loop that sees every value: it
   * keeps to local numbers.
   */
  addRun({ values, quality }: ValueColumn, from: number, to: number): void {
    let { recorded, count, good, min, max, sum, last } = this;
    for (let row = from; row < to; row += 1) {
      const code = quality === null ? QUALITY.good : quality[row];
      if (code === NOT_RECORDED) continue;
      recorded += 1;
      if (code === QUALITY.good) good += 1;
      const value = values[row] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      if (count === 0) this.first = value;
      count += 1;
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
      last = value;
    }
    this.recorded = recorded;
    this.count = count;
    this.good = good;
    this.min = min;
    this.max = max;
    this.sum = sum;
    this.last = last;
  }

  addPart(part: BucketPart): void {
    this.recorded += part.recorded;
    this.good += part.good;
    if (!(part.count > 0)) return;
    if (this.count === 0) this.first = part.first;
    this.count += part.count;
    if (part.min < this.min) this.min = part.min;
    if (part.max > this.max) this.max = part.max;
    this.sum += part.mean * part.count;
    this.last = part.last;
  }

  closeBucket(): void {
    const empty = this.count === 0;
    this.numbers.recorded.push(this.recorded);
    this.numbers.count.push(this.count);
    this.numbers.good.push(this.good);
    this.numbers.min.push(empty ? Number.NaN : this.min);
    this.numbers.max.push(empty ? Number.NaN : this.max);
    this.numbers.mean.push(empty ? Number.NaN : this.sum / this.count);
    this.numbers.first.push(this.first);
    this.numbers.last.push(this.last);
    this.recorded = 0;
    this.count = 0;
    this.good = 0;
    this.min = Number.POSITIVE_INFINITY;
    this.max = Number.NEGATIVE_INFINITY;
    this.sum = 0;
    this.first = Number.NaN;
    this.last = Number.NaN;
  }

  all(): BucketColumn {
    const { recorded, count, good, min, max, mean, first, last } = this.numbers;
    return {
      recorded: recorded.all(),
      count: count.all(),
      good: good.all(),
      min: min.all(),
      max: max.all(),
      mean: mean.all(),
      first: first.all(),
      last: last.all(),
    };
  }
}

/**
 * Collects buckets one after the other: what is added belongs to the bucket that was opened last.
 */
export class BucketTable {
  private readonly startsMs = new Numbers();
  private readonly rows = new Numbers();
  private readonly columns: ReadonlyMap<string, OpenColumn>;
  private readonly states = new Map<string, Numbers>();
  private openMs = Number.NaN;

  constructor(
    private readonly widthMs: number,
    names: readonly string[],
  ) {
    this.columns = new Map(names.map((name) => [name, new OpenColumn()]));
  }

  /** First instant of the bucket of a time. */
  startOf(timeMs: number): number {
    return Math.floor(timeMs / this.widthMs) * this.widthMs;
  }

  /** Opens the bucket of a time, which is the open one or lies behind it. */
  open(timeMs: number): void {
    const startMs = this.startOf(timeMs);
    if (startMs === this.openMs) return;
    this.close();
    this.openMs = startMs;
    this.startsMs.push(startMs);
    this.rows.push(0);
    for (const ms of this.states.values()) ms.push(0);
  }

  column(name: string): OpenColumn | undefined {
    return this.columns.get(name);
  }

  addRows(rows: number): void {
    this.rows.last += rows;
  }

  addState(name: string, ms: number): void {
    if (!(ms > 0)) return;
    let state = this.states.get(name);
    if (state === undefined) {
      state = new Numbers();
      for (let bucket = 0; bucket < this.startsMs.size; bucket += 1) state.push(0);
      this.states.set(name, state);
    }
    state.last += ms;
  }

  finish(): Buckets {
    this.close();
    return {
      startsMs: this.startsMs.all(),
      rows: this.rows.all(),
      columns: new Map([...this.columns].map(([name, column]) => [name, column.all()])),
      stateMs: new Map([...this.states].map(([name, ms]) => [name, ms.all()])),
    };
  }

  private close(): void {
    if (Number.isNaN(this.openMs)) return;
    for (const column of this.columns.values()) column.closeBucket();
    this.openMs = Number.NaN;
  }
}
