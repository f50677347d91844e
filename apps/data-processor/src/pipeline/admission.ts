import { TokenBucket } from './token-bucket.js';

/** A read waits until at least this many rows (or a tenth of a second's worth) are admitted. */
const ROWS_MIN = 100;
const ROWS_MAX = 5_000;
/**
 * A longer row counts as several rows, because the cost of reading also depends on bytes. Some 300
 * numbers take less.
 */
export const ROW_BYTES = 4_096;
/** Catching up after a start takes a moment; only a source that waits longer sends too much. */
const REPORTED_AFTER_MS = 2_000;

export interface AdmissionHooks {
  /** False ends the wait. */
  readonly running: () => boolean;
  /** Called while more rows come than are admitted, after two seconds of waiting. */
  readonly onWait: () => void;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly now: () => number;
}

/** The admitted rate, as text for people. */
export const admitted = (rowsPerSecond: number): string =>
  `${rowsPerSecond} rows or ${((rowsPerSecond * ROW_BYTES) / 1024 ** 2).toFixed(1)} MiB a second that are admitted`;

/** The admission of one organization: how many rows may be read now. */
export class Admission {
  private readonly quota: TokenBucket;
  private readonly wanted: number;
  /** Since when every read has had to wait; null where the last one did not wait. */
  private waitingSinceMs: number | null = null;

  constructor(
    rowsPerSecond: number,
    private readonly hooks: AdmissionHooks,
  ) {
    this.quota = new TokenBucket(rowsPerSecond, hooks.now());
    this.wanted = Math.min(ROWS_MIN, Math.ceil(rowsPerSecond / 10));
  }

  /** Waits until a read is worthwhile. @returns how many rows it may bring. */
  async rows(): Promise<number> {
    for (let waited = false; ; waited = true) {
      const nowMs = this.hooks.now();
      const waitMs = this.quota.waitMs(this.wanted, nowMs);
      if (waitMs === 0 || !this.hooks.running()) {
        if (!waited) this.waitingSinceMs = null;
        return Math.min(ROWS_MAX, this.quota.available(nowMs));
      }
      this.waitingSinceMs ??= nowMs;
      if (nowMs - this.waitingSinceMs >= REPORTED_AFTER_MS) this.hooks.onWait();
      await this.hooks.sleep(waitMs);
    }
  }

  /** Counts rows that were read, with their bytes. */
  take(rows: number, bytes: number): void {
    this.quota.take(Math.max(rows, Math.ceil(bytes / ROW_BYTES)));
  }
}
