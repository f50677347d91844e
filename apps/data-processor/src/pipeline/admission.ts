import { TokenBucket } from './token-bucket.js';

/** A read is put off until at least this many rows (or a tenth of a second's worth) are admitted. */
const ROWS_MIN = 100;
const ROWS_MAX = 5_000;

export interface AdmissionHooks {
  /** Whether to go on waiting. */
  readonly running: () => boolean;
  /** Called while more rows come than are admitted. */
  readonly onWait: () => void;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly now: () => number;
}

/** An organization's own door: how many rows may be read now. */
export class Admission {
  private readonly door: TokenBucket;
  private readonly wanted: number;

  constructor(
    rowsPerSecond: number,
    private readonly hooks: AdmissionHooks,
  ) {
    this.door = new TokenBucket(rowsPerSecond, hooks.now());
    this.wanted = Math.min(ROWS_MIN, Math.ceil(rowsPerSecond / 10));
  }

  /** Waits until a read is worth it. @returns how many rows it may bring. */
  async rows(): Promise<number> {
    for (;;) {
      const waitMs = this.door.waitMs(this.wanted, this.hooks.now());
      if (waitMs === 0 || !this.hooks.running())
        return Math.min(ROWS_MAX, this.door.available(this.hooks.now()));
      this.hooks.onWait();
      await this.hooks.sleep(waitMs);
    }
  }

  /** Rows were read. */
  take(rows: number): void {
    this.door.take(rows);
  }
}
