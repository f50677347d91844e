import type { AssetId } from '@eagle/contracts/domain';
import type { HoldOut } from '@eagle/models';
import type { RowFacts } from './arrow-rows.js';

/** The held-out rows in the order in which the trainer scores them. */
export type HoldOutRows = Required<Omit<HoldOut, 'weight'>>;

/**
 * Collects held-out rows while a data set is written; about 22 bytes a row, in arrays that double.
 */
export class HoldOutCollector {
  private length = 0;
  private capacity = 4_096;
  private asset = new Uint32Array(this.capacity);
  private timesMs = new Float64Array(this.capacity);
  private labels = new Uint8Array(this.capacity);
  private early = new Uint8Array(this.capacity);
  private component = new Int16Array(this.capacity);
  private minutesToFailure = new Float32Array(this.capacity);
  private fold = new Int16Array(this.capacity);

  push(row: RowFacts): void {
    if (this.length === this.capacity) this.grow();
    const at = this.length;
    this.asset[at] = row.asset;
    this.timesMs[at] = row.timeMs;
    this.labels[at] = row.label;
    this.early[at] = row.early ? 1 : 0;
    this.component[at] = row.component;
    this.minutesToFailure[at] = row.minutesToFailure;
    this.fold[at] = row.fold;
    this.length += 1;
  }

  finish(assetIds: readonly AssetId[]): HoldOutRows {
    const { length } = this;
    return {
      assetIds,
      asset: this.asset.subarray(0, length),
      timesMs: this.timesMs.subarray(0, length),
      labels: this.labels.subarray(0, length),
      early: this.early.subarray(0, length),
      component: this.component.subarray(0, length),
      minutesToFailure: this.minutesToFailure.subarray(0, length),
      fold: this.fold.subarray(0, length),
    };
  }

  private grow(): void {
    this.capacity *= 2;
    this.asset = widened(this.asset, new Uint32Array(this.capacity));
    this.timesMs = widened(this.timesMs, new Float64Array(this.capacity));
    this.labels = widened(this.labels, new Uint8Array(this.capacity));
    this.early = widened(this.early, new Uint8Array(this.capacity));
    this.component = widened(this.component, new Int16Array(this.capacity));
    this.minutesToFailure = widened(this.minutesToFailure, new Float32Array(this.capacity));
    this.fold = widened(this.fold, new Int16Array(this.capacity));
  }
}

function widened<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
