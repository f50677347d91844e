import { at, isLive, type RowBlock } from '../rows/row-block.js';
import type { ZonedDay } from './zoned-days.js';

/** Steps back of a clock that a day names. */
const STEPS_NAMED = 5;

/**
 * From a row's time to its reading. The least is what the clock of the source is off, plus the way;
 * below zero it is ahead.
 */
export interface Delays {
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/**
 * The source's time went back from one row to the next: its clock was set back, or it sent rows
 * late.
 */
export interface StepBack {
  /** When the row with the lower time was read. */
  readonly readAtMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** How the rows of a day arrived. */
export interface DayArrival {
  readonly rows: number;
  /** Rows that were read from the history of the source: they say nothing of delays and clocks. */
  readonly takenOver: number;
  /** Rows that were read more than `lateMs` after their time. */
  readonly late: number;
  /** Rows whose time lay after their reading. */
  readonly future: number;
  /** Null where no row came live. */
  readonly delayMs: Delays | null;
  readonly clockBack: { readonly count: number; readonly first: readonly StepBack[] };
}

/** Numbers of live rows of one day; what they take is given back with the day. */
class LiveRows {
  private room = 4_096;
  private sequences = new Float64Array(this.room);
  private timesMs = new Float64Array(this.room);
  private readAtsMs = new Float64Array(this.room);
  private inOrder = true;
  rows = 0;

  add(sequence: number, timeMs: number, readAtMs: number): void {
    if (this.rows === this.room) this.grow();
    if (this.rows > 0 && sequence < at(this.sequences, this.rows - 1)) this.inOrder = false;
    this.sequences[this.rows] = sequence;
    this.timesMs[this.rows] = timeMs;
    this.readAtsMs[this.rows] = readAtMs;
    this.rows += 1;
  }

  delays(): Float64Array {
    const delays = new Float64Array(this.rows);
    for (let row = 0; row < this.rows; row += 1)
      delays[row] = at(this.readAtsMs, row) - at(this.timesMs, row);
    return delays.sort();
  }

  /** In the order of their sequences, in which they came. */
  stepsBack(): { count: number; first: StepBack[] } {
    const first: StepBack[] = [];
    if (this.inOrder) return { count: 0, first };
    const order = Uint32Array.from({ length: this.rows }, (_, row) => row).sort(
      (a, b) => at(this.sequences, a) - at(this.sequences, b),
    );
    let count = 0;
    for (let place = 1; place < order.length; place += 1) {
      const row = at(order, place);
      const fromMs = at(this.timesMs, at(order, place - 1));
      const toMs = at(this.timesMs, row);
      if (toMs >= fromMs) continue;
      count += 1;
      if (first.length < STEPS_NAMED) first.push({ readAtMs: at(this.readAtsMs, row), fromMs, toMs });
    }
    return { count, first };
  }

  private grow(): void {
    this.room *= 2;
    this.sequences = widened(this.sequences, this.room);
    this.timesMs = widened(this.timesMs, this.room);
    this.readAtsMs = widened(this.readAtsMs, this.room);
  }
}

function widened(numbers: Float64Array, room: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(room);
  wider.set(numbers);
  return wider;
}

/**
 * Judges how rows arrived, day by day, in one pass over all ascending rows, those of one instant
 * too.
 */
export class ArrivalFold {
  private readonly finished: DayArrival[] = [];
  private live = new LiveRows();
  private rows = 0;

  constructor(
    private readonly days: readonly ZonedDay[],
    private readonly lateMs: number,
  ) {}

  add(block: RowBlock): void {
    for (let row = 0; row < block.rows; row += 1) {
      const timeMs = at(block.timesMs, row);
      while (timeMs >= (this.days[this.finished.length]?.toMs ?? Number.POSITIVE_INFINITY)) this.endDay();
      this.rows += 1;
      const sequence = at(block.sequences, row);
      if (isLive(sequence)) this.live.add(sequence, timeMs, at(block.readAtsMs, row));
    }
  }

  /** One for each day. */
  finish(): DayArrival[] {
    while (this.finished.length < this.days.length) this.endDay();
    return this.finished;
  }

  private endDay(): void {
    const delays = this.live.delays();
    this.finished.push({
      rows: this.rows,
      takenOver: this.rows - delays.length,
      late: delays.length - countUpTo(delays, this.lateMs),
      future: countBelow(delays, 0),
      delayMs: delays.length === 0 ? null : delaysOf(delays),
      clockBack: this.live.stepsBack(),
    });
    this.live = new LiveRows();
    this.rows = 0;
  }
}

/** @param sorted  At least one. */
const delaysOf = (sorted: Float64Array): Delays => {
  /** The least delay that so large a share does not exceed. */
  const quantile = (share: number): number => at(sorted, Math.ceil(share * sorted.length) - 1);
  return {
    min: at(sorted, 0),
    median: quantile(0.5),
    p95: quantile(0.95),
    max: at(sorted, sorted.length - 1),
  };
};

function countBelow(sorted: Float64Array, limit: number): number {
  const found = sorted.findIndex((value) => value >= limit);
  return found < 0 ? sorted.length : found;
}

function countUpTo(sorted: Float64Array, limit: number): number {
  return sorted.findLastIndex((value) => value <= limit) + 1;
}
