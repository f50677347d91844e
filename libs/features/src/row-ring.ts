const ROWS_AT_FIRST = 64;

/**
 * The latest rows of one asset in order of event time, numbered by a rising sequence. Rows from
 * `first` up to (not with) `next` are held. Grows by doubling up to `rowsMax`.
 */
export class RowRing {
  times = new Float64Array(ROWS_AT_FIRST);
  values: Float64Array;
  mask = ROWS_AT_FIRST - 1;
  first = 0;
  next = 0;

  constructor(
    readonly columns: number,
    private readonly rowsMax: number,
  ) {
    this.values = new Float64Array(ROWS_AT_FIRST * columns);
  }

  timeOf(sequence: number): number {
    return this.times[sequence & this.mask] ?? NaN;
  }

  /** Position of a row's first value in `values`. */
  offsetOf(sequence: number): number {
    return (sequence & this.mask) * this.columns;
  }

  /** Whether the next row needs the place of the oldest one. */
  get full(): boolean {
    return this.next - this.first > this.mask && this.mask + 1 >= this.rowsMax;
  }

  /**
   * Makes room for one row more; sequences start anew when the ring had to grow.
   * @returns whether it grew.
   */
  reserve(): boolean {
    if (this.next - this.first <= this.mask) return false;
    this.moveTo((this.mask + 1) * 2);
    return true;
  }

  /** Numbers the held rows from 0 again, so that sequences stay within 31 bits. */
  renumber(): void {
    this.moveTo(this.mask + 1);
  }

  /**
   * Opens a place for a row at its place in time, behind rows of the same time.
   * @returns its sequence.
   */
  insertAt(timeMs: number): number {
    let sequence = this.next;
    this.next += 1;
    while (sequence > this.first && this.timeOf(sequence - 1) > timeMs) {
      const to = this.offsetOf(sequence);
      const from = this.offsetOf(sequence - 1);
      this.values.copyWithin(to, from, from + this.columns);
      this.times[sequence & this.mask] = this.timeOf(sequence - 1);
      sequence -= 1;
    }
    this.times[sequence & this.mask] = timeMs;
    return sequence;
  }

  private moveTo(capacity: number): void {
    const times = new Float64Array(capacity);
    const values = new Float64Array(capacity * this.columns);
    const rows = this.next - this.first;
    for (let row = 0; row < rows; row += 1) {
      const from = this.offsetOf(this.first + row);
      times[row] = this.timeOf(this.first + row);
      values.set(this.values.subarray(from, from + this.columns), row * this.columns);
    }
    this.times = times;
    this.values = values;
    this.mask = capacity - 1;
    this.first = 0;
    this.next = rows;
  }
}
