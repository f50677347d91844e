/**
 * Extreme value of a sliding range of rows in O(1) amortised: keeps only rows that can still become
 * the extreme, each beaten by none after it.
 */
export class MonotoneDeque {
  private sequences = new Int32Array(16);
  private values = new Float64Array(16);
  private mask = 15;
  private head = 0;
  private size = 0;

  /** @param sign  1 keeps the greatest value, -1 the smallest. */
  constructor(private readonly sign: 1 | -1) {}

  clear(): void {
    this.head = 0;
    this.size = 0;
  }

  push(sequence: number, value: number): void {
    const { values, mask, sign } = this;
    let { size } = this;
    const signed = value * sign;
    while (size > 0 && (values[(this.head + size - 1) & mask] ?? 0) <= signed) size -= 1;
    this.size = size;
    if (size > mask) this.grow();
    const slot = (this.head + this.size) & this.mask;
    this.sequences[slot] = sequence;
    this.values[slot] = signed;
    this.size += 1;
  }

  /** The extreme of the rows from `firstSequence` on; meaningless when there are none. */
  extreme(firstSequence: number): number {
    while (this.size > 0 && (this.sequences[this.head] ?? 0) < firstSequence) {
      this.head = (this.head + 1) & this.mask;
      this.size -= 1;
    }
    return (this.values[this.head] ?? NaN) * this.sign;
  }

  private grow(): void {
    const capacity = (this.mask + 1) * 2;
    const sequences = new Int32Array(capacity);
    const values = new Float64Array(capacity);
    for (let i = 0; i < this.size; i += 1) {
      const slot = (this.head + i) & this.mask;
      sequences[i] = this.sequences[slot] ?? 0;
      values[i] = this.values[slot] ?? NaN;
    }
    this.sequences = sequences;
    this.values = values;
    this.mask = capacity - 1;
    this.head = 0;
  }
}
