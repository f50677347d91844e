import { MonotoneDeque } from './monotone-deque.js';
import type { RowRing } from './row-ring.js';

/**
 * Below this share of the largest squared distance ever added, the variance has lost too many
 * digits and is counted anew.
 */
const CANCELLATION_SHARE = 1e-6;

/**
 * Rolling statistics of all inputs of one asset over one trailing event-time window, O(1) amortised
 * per row. Rows with a time of at least `now - windowMs` are in. Each tag counts its own good
 * values, so a missing one touches nothing but itself.
 *
 * Sums are of distances from a shift near the mean, and counted anew when digits were lost (a step
 * or a spike passed) and every 1 024 rows.
 */
export class RollingWindow {
  private tail = 0;
  private readonly counts: Float64Array;
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  private readonly shifts: Float64Array;
  private readonly largest: Float64Array;
  private readonly smallestValues: MonotoneDeque[];
  private readonly greatestValues: MonotoneDeque[];

  /**
   * @param numbers  Columns of the ring with numbers: mean, std, min, max and range each.
   * @param booleans  Columns of the ring with 0/1: rate and count each.
   */
  constructor(
    private readonly windowMs: number,
    private readonly ring: RowRing,
    private readonly numbers: Int32Array,
    private readonly booleans: Int32Array,
  ) {
    const { columns } = ring;
    this.counts = new Float64Array(columns);
    this.sums = new Float64Array(columns);
    this.squares = new Float64Array(columns);
    this.shifts = new Float64Array(columns);
    this.largest = new Float64Array(columns);
    this.smallestValues = Array.from(numbers, () => new MonotoneDeque(-1));
    this.greatestValues = Array.from(numbers, () => new MonotoneDeque(1));
  }

  /** Takes in the row `sequence`, which follows the last one, and lets go of rows that fell out. */
  add(sequence: number): void {
    this.evictBefore(this.ring.timeOf(sequence) - this.windowMs, sequence);
    const { values } = this.ring;
    const offset = this.ring.offsetOf(sequence);
    const { numbers, booleans, counts, sums, squares, shifts, largest } = this;
    for (let k = 0; k < numbers.length; k += 1) {
      const column = numbers[k] ?? 0;
      const value = values[offset + column] ?? NaN;
      if (value !== value) continue;
      const count = counts[column] ?? 0;
      if (count === 0) this.restart(column, value);
      const distance = value - (shifts[column] ?? 0);
      const square = distance * distance;
      counts[column] = count + 1;
      sums[column] = (sums[column] ?? 0) + distance;
      squares[column] = (squares[column] ?? 0) + square;
      if (square > (largest[column] ?? 0)) largest[column] = square;
      this.smallestValues[k]?.push(sequence, value);
      this.greatestValues[k]?.push(sequence, value);
    }
    for (let k = 0; k < booleans.length; k += 1) {
      const column = booleans[k] ?? 0;
      const value = values[offset + column] ?? NaN;
      if (value !== value) continue;
      counts[column] = (counts[column] ?? 0) + 1;
      if (value !== 0) sums[column] = (sums[column] ?? 0) + 1;
    }
  }

  /** The oldest row leaves the ring before its time because the ring is full. */
  letGo(sequence: number): void {
    if (this.tail <= sequence) this.evictBefore(Infinity, sequence + 1);
  }

  /** Counts everything anew as of row `sequence`; the way back after rows were moved. */
  rebuild(sequence: number): void {
    this.counts.fill(0);
    this.sums.fill(0);
    for (const deque of this.smallestValues) deque.clear();
    for (const deque of this.greatestValues) deque.clear();
    let from = sequence;
    const oldestMs = this.ring.timeOf(sequence) - this.windowMs;
    while (from > this.ring.first && this.ring.timeOf(from - 1) >= oldestMs) from -= 1;
    this.tail = from;
    for (let row = from; row <= sequence; row += 1) this.add(row);
  }

  /**
   * Sums anew around the present mean, which ends the drift of rounding errors.
   * @param sequence  The newest row.
   */
  refresh(sequence: number): void {
    for (let k = 0; k < this.numbers.length; k += 1) this.recount(this.numbers[k] ?? 0, sequence);
  }

  /**
   * Writes the statistics as of the newest row.
   * @param numberOffsets  Where mean, std, min, max, range of each number go.
   * @param booleanOffsets  Where rate and count of each boolean go.
   */
  write(
    sequence: number,
    out: Float32Array,
    offset: number,
    numberOffsets: Int32Array,
    booleanOffsets: Int32Array,
  ): void {
    for (let k = 0; k < this.numbers.length; k += 1) {
      this.writeNumber(k, sequence, out, offset + (numberOffsets[k] ?? 0));
    }
    const { booleans, counts, sums } = this;
    for (let k = 0; k < booleans.length; k += 1) {
      const column = booleans[k] ?? 0;
      const at = offset + (booleanOffsets[k] ?? 0);
      const count = counts[column] ?? 0;
      const trues = sums[column] ?? 0;
      out[at] = count === 0 ? NaN : trues / count;
      out[at + 1] = count === 0 ? NaN : trues;
    }
  }

  private writeNumber(k: number, sequence: number, out: Float32Array, at: number): void {
    const column = this.numbers[k] ?? 0;
    const count = this.counts[column] ?? 0;
    if (count === 0) {
      out.fill(NaN, at, at + 5);
      return;
    }
    const min = this.smallestValues[k]?.extreme(this.tail) ?? NaN;
    const max = this.greatestValues[k]?.extreme(this.tail) ?? NaN;
    out[at + 2] = min;
    out[at + 3] = max;
    out[at + 4] = max - min;
    if (min === max) {
      // A flat run has no spread at all: rounding noise here would look like information to a tree.
      out[at] = min;
      out[at + 1] = 0;
      return;
    }
    if (this.spread(column, count) < CANCELLATION_SHARE * (this.largest[column] ?? 0)) {
      this.recount(column, sequence);
    }
    out[at] = (this.shifts[column] ?? 0) + (this.sums[column] ?? 0) / count;
    out[at + 1] = Math.sqrt(Math.max(0, this.spread(column, count) / count));
  }

  /** Sum of squared distances from the mean. */
  private spread(column: number, count: number): number {
    const sum = this.sums[column] ?? 0;
    return (this.squares[column] ?? 0) - (sum * sum) / count;
  }

  private restart(column: number, value: number): void {
    this.shifts[column] = value;
    this.sums[column] = 0;
    this.squares[column] = 0;
    this.largest[column] = 0;
  }

  private recount(column: number, sequence: number): void {
    const count = this.counts[column] ?? 0;
    if (count === 0) return;
    const { ring } = this;
    const shift = (this.shifts[column] ?? 0) + (this.sums[column] ?? 0) / count;
    let sum = 0;
    let squares = 0;
    let largest = 0;
    for (let row = this.tail; row <= sequence; row += 1) {
      const distance = (ring.values[ring.offsetOf(row) + column] ?? NaN) - shift;
      if (distance !== distance) continue;
      const square = distance * distance;
      sum += distance;
      squares += square;
      if (square > largest) largest = square;
    }
    this.shifts[column] = shift;
    this.sums[column] = sum;
    this.squares[column] = squares;
    this.largest[column] = largest;
  }

  private evictBefore(oldestMs: number, end: number): void {
    const { ring, numbers, booleans, counts, sums, squares, shifts } = this;
    while (this.tail < end && ring.timeOf(this.tail) < oldestMs) {
      const offset = ring.offsetOf(this.tail);
      for (let k = 0; k < numbers.length; k += 1) {
        const column = numbers[k] ?? 0;
        const distance = (ring.values[offset + column] ?? NaN) - (shifts[column] ?? 0);
        if (distance !== distance) continue;
        counts[column] = (counts[column] ?? 0) - 1;
        sums[column] = (sums[column] ?? 0) - distance;
        squares[column] = (squares[column] ?? 0) - distance * distance;
      }
      for (let k = 0; k < booleans.length; k += 1) {
        const column = booleans[k] ?? 0;
        const value = ring.values[offset + column] ?? NaN;
        if (value !== value) continue;
        counts[column] = (counts[column] ?? 0) - 1;
        if (value !== 0) sums[column] = (sums[column] ?? 0) - 1;
      }
      this.tail += 1;
    }
  }
}
