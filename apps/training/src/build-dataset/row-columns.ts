/** What is known of one row besides its features. */
export interface RowFacts {
  readonly asset: number;
  readonly timeMs: number;
  readonly label: number;
  readonly component: number;
  readonly minutesToFailure: number;
  readonly split: number;
  readonly weight: number;
  readonly early: boolean;
}

/** The facts of all rows kept, column by column; grows by doubling. About 24 bytes a row. */
export class RowColumns {
  length = 0;
  private capacity = 4_096;
  private assets = new Uint32Array(this.capacity);
  private times = new Float64Array(this.capacity);
  private labels = new Uint8Array(this.capacity);
  private components = new Int16Array(this.capacity);
  private minutes = new Float32Array(this.capacity);
  private splits = new Uint8Array(this.capacity);
  private weights = new Float32Array(this.capacity);
  private earlies = new Uint8Array(this.capacity);

  push(row: RowFacts): void {
    if (this.length === this.capacity) this.grow();
    const at = this.length;
    this.assets[at] = row.asset;
    this.times[at] = row.timeMs;
    this.labels[at] = row.label;
    this.components[at] = row.component;
    this.minutes[at] = row.minutesToFailure;
    this.splits[at] = row.split;
    this.weights[at] = row.weight;
    this.earlies[at] = row.early ? 1 : 0;
    this.length += 1;
  }

  /** Views of what was pushed. */
  columns() {
    const { length } = this;
    return {
      asset: this.assets.subarray(0, length),
      time: this.times.subarray(0, length),
      label: this.labels.subarray(0, length),
      component: this.components.subarray(0, length),
      minutesToFailure: this.minutes.subarray(0, length),
      split: this.splits.subarray(0, length),
      weight: this.weights.subarray(0, length),
      early: this.earlies.subarray(0, length),
    };
  }

  private grow(): void {
    this.capacity *= 2;
    this.assets = widened(this.assets, new Uint32Array(this.capacity));
    this.times = widened(this.times, new Float64Array(this.capacity));
    this.labels = widened(this.labels, new Uint8Array(this.capacity));
    this.components = widened(this.components, new Int16Array(this.capacity));
    this.minutes = widened(this.minutes, new Float32Array(this.capacity));
    this.splits = widened(this.splits, new Uint8Array(this.capacity));
    this.weights = widened(this.weights, new Float32Array(this.capacity));
    this.earlies = widened(this.earlies, new Uint8Array(this.capacity));
  }
}

function widened<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
