const BACK_OFF_MS_FIRST = 100;
const BACK_OFF_MS_MAX = 10_000;
/** After this long without an exit the next failure counts as the first again. */
const STABLE_AFTER_MS = 30_000;

/** Something the launcher keeps running. */
export interface Supervised {
  readonly name: string;
  readonly replica: number;
  /** Where it serves `/metrics`, null where it does not. */
  readonly httpUrl: string | null;
  /** Answers with 200 when it can do its job; null where it has no such endpoint. */
  readonly healthUrl: string | null;
  /** Null while it is being started again. */
  readonly pid: number | null;
  /** Stops it permanently. */
  stop(): Promise<void>;
}

export interface ProcessEvent {
  readonly name: string;
  readonly replica: number;
  readonly kind: 'started' | 'waiting' | 'exited' | 'restarting' | 'stopped' | 'warning';
  readonly text: string;
}

/** Delay before restart number `failures` (from 1): doubling, bounded. */
export function restartDelayMs(failures: number): number {
  return Math.min(BACK_OFF_MS_FIRST * 2 ** (failures - 1), BACK_OFF_MS_MAX);
}

/** Counts consecutive failures: a failure after a stable time is the first again. */
export class RestartBackOff {
  private failures = 0;
  private startedAtMs = 0;

  started(nowMs: number): void {
    this.startedAtMs = nowMs;
  }

  /** @returns milliseconds to wait before the next start. */
  failed(nowMs: number): number {
    if (nowMs - this.startedAtMs > STABLE_AFTER_MS) this.failures = 0;
    this.failures += 1;
    return restartDelayMs(this.failures);
  }
}
