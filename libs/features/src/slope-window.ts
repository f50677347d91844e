import type { RowRing } from './row-ring.js';

const HOUR_MS = 3_600_000;
/**
 * Below this share of the largest squared distance ever added, the spread has lost too many digits
 * and is counted anew.
 */
const CANCELLATION_SHARE = 1e-6;
/**
 * The same for the spread in time, whose digits go as the window moves away from its origin. Of the
 * window's own square, too: where all remaining rows are of one instant, the rest of the removed
 * rows is only rounding.
 */
const TIME_SHARE = 1e-9;

/**
 * Least-squares slope of each number over one trailing event-time window, in units per hour, O(1)
 * amortised per row. Rows with a time of at least `now - windowMs` are in; each tag's own good
 * values count.
 *
 * Sums are of distances from a value and an instant near the window's, and counted anew when digits
 * were lost.
 */
export class SlopeWindow {
  private tail = 0;
  private readonly counts: Float64Array;
  private readonly shifts: Float64Array;
  private readonly originsMs: Float64Array;
  private readonly values: Float64Array;
  private readonly squares: Float64Array;
  private readonly largest: Float64Array;
  private readonly hours: Float64Array;
  private readonly hourSquares: Float64Array;
  private readonly products: Float64Array;
  private readonly windowHours: number;

  /** @param numbers  Columns of the ring with numbers, in the order of the slopes. */
  constructor(
    private readonly windowMs: number,
    private readonly ring: RowRing,
    private readonly numbers: Int32Array,
  ) {
    this.windowHours = windowMs / HOUR_MS;
    const make = (): Float64Array => new Float64Array(numbers.length);
    this.counts = make();
    this.shifts = make();
    this.originsMs = make();
    this.values = make();
    this.squares = make();
    this.largest = make();
    this.hours = make();
    this.hourSquares = make();
    this.products = make();
  }

  /** Takes in the row `sequence`, which follows the last one, and lets go of rows that fell out. */
  add(sequence: number): void {
    const timeMs = this.ring.timeOf(sequence);
    this.evictBefore(timeMs - this.windowMs, sequence);
    for (let k = 0; k < this.numbers.length; k += 1) {
      const value = this.valueOf(sequence, k);
      if (value !== value) continue;
      if (this.counts[k] === 0) this.restart(k, value, timeMs);
      this.count(k, value, timeMs, 1);
    }
  }

  /** The oldest row leaves the ring before its time because the ring is full. */
  letGo(sequence: number): void {
    if (this.tail <= sequence) this.evictBefore(Infinity, sequence + 1);
  }

  /** Counts everything anew as of row `sequence`; the way back after rows were moved. */
  rebuild(sequence: number): void {
    let from = sequence;
    const oldestMs = this.ring.timeOf(sequence) - this.windowMs;
    while (from > this.ring.first && this.ring.timeOf(from - 1) >= oldestMs) from -= 1;
    this.tail = from;
    this.refresh(sequence);
  }

  /** Sums anew, which ends the drift of rounding errors. @param sequence  The newest row. */
  refresh(sequence: number): void {
    for (let k = 0; k < this.numbers.length; k += 1) this.recount(k, sequence);
  }

  /**
   * Writes the slopes as of the newest row; NaN without two good values of different times.
   * @param at  Place of the first number's slope.
   * @param stride  Distance between two numbers' slopes.
   */
  write(sequence: number, out: Float32Array, at: number, stride: number): void {
    for (let k = 0; k < this.numbers.length; k += 1) out[at + k * stride] = this.slopeOf(k, sequence);
  }

  private slopeOf(k: number, sequence: number): number {
    const count = this.counts[k] ?? 0;
    if (count < 2) return NaN;
    if (this.lostDigits(k, count)) this.recount(k, sequence);
    const hours = this.hours[k] ?? 0;
    const spread = (this.hourSquares[k] ?? 0) - (hours * hours) / count;
    if (spread <= 0) return NaN;
    // A flat run has no slope at all: rounding noise here would look like information to a tree.
    if (this.largest[k] === 0) return 0;
    return ((this.products[k] ?? 0) - ((this.values[k] ?? 0) * hours) / count) / spread;
  }

  private lostDigits(k: number, count: number): boolean {
    const values = this.values[k] ?? 0;
    const hours = this.hours[k] ?? 0;
    const hourSquares = this.hourSquares[k] ?? 0;
    const spread = (this.squares[k] ?? 0) - (values * values) / count;
    return (
      spread < CANCELLATION_SHARE * (this.largest[k] ?? 0) ||
      hourSquares - (hours * hours) / count < TIME_SHARE * Math.max(hourSquares, this.windowHours ** 2)
    );
  }

  /** Adds a value's part to the sums, or takes it away. */
  private count(k: number, value: number, timeMs: number, sign: 1 | -1): void {
    const distance = value - (this.shifts[k] ?? 0);
    const hours = (timeMs - (this.originsMs[k] ?? 0)) / HOUR_MS;
    const square = distance * distance;
    this.counts[k] = (this.counts[k] ?? 0) + sign;
    this.values[k] = (this.values[k] ?? 0) + sign * distance;
    this.squares[k] = (this.squares[k] ?? 0) + sign * square;
    this.hours[k] = (this.hours[k] ?? 0) + sign * hours;
    this.hourSquares[k] = (this.hourSquares[k] ?? 0) + sign * hours * hours;
    this.products[k] = (this.products[k] ?? 0) + sign * distance * hours;
    if (square > (this.largest[k] ?? 0)) this.largest[k] = square;
  }

  /**
   * Origin and shift are those of the newest good value, so that rows of one instant, or of one
   * value, sum to exactly nothing.
   */
  private recount(k: number, sequence: number): void {
    let begun = false;
    this.counts[k] = 0;
    for (let row = sequence; row >= this.tail; row -= 1) {
      const value = this.valueOf(row, k);
      if (value !== value) continue;
      const timeMs = this.ring.timeOf(row);
      if (!begun) this.restart(k, value, timeMs);
      begun = true;
      this.count(k, value, timeMs, 1);
    }
  }

  private restart(k: number, value: number, timeMs: number): void {
    this.shifts[k] = value;
    this.originsMs[k] = timeMs;
    this.values[k] = 0;
    this.squares[k] = 0;
    this.largest[k] = 0;
    this.hours[k] = 0;
    this.hourSquares[k] = 0;
    this.products[k] = 0;
  }

  private evictBefore(oldestMs: number, end: number): void {
    while (this.tail < end && this.ring.timeOf(this.tail) < oldestMs) {
      const timeMs = this.ring.timeOf(this.tail);
      for (let k = 0; k < this.numbers.length; k += 1) {
        const value = this.valueOf(this.tail, k);
        if (value === value) this.count(k, value, timeMs, -1);
      }
      this.tail += 1;
    }
  }

  private valueOf(sequence: number, k: number): number {
    return this.ring.values[this.ring.offsetOf(sequence) + (this.numbers[k] ?? 0)] ?? NaN;
  }
}
