/** A consumer with waiting messages and no progress for this long is stuck. */
export const STUCK_AFTER_MS = 10_000;
/** A smaller lag is not reported. */
const LAG_REPORTED = 1_000;

/** Progress of one consumer. */
export interface ConsumerProgress {
  readonly stream: string;
  /** Messages that are stored and not yet handled. */
  readonly lag: number;
  /** One sentence for people; empty where it makes progress or has nothing to do. */
  readonly problem: string;
}

/**
 * Whether all consumers of this connection make progress. `reason` is one sentence for people; it
 * also names consumers that lag but move.
 */
export interface ProgressVerdict {
  readonly ok: boolean;
  readonly reason: string;
}

/** One consumer as seen at one instant. */
export interface ProgressSample {
  readonly stream: string;
  /** Increases with every message that arrives and every message that is handled. */
  readonly moves: number;
  /** Stored and not yet delivered; null where the server did not answer. */
  readonly pending: number | null;
  /** Arrived and not yet handled. */
  readonly held: number;
  readonly isPaused: boolean;
}

/**
 * Judges whether one consumer makes progress, from its waiting and handled messages. The caller
 * passes the time, in milliseconds of a monotonic clock.
 */
export class ProgressJudge {
  private moves = -1;
  private movedAtMs: number;
  private sample: ProgressSample | null = null;

  constructor(nowMs: number) {
    this.movedAtMs = nowMs;
  }

  observe(sample: ProgressSample, nowMs: number): void {
    const nothingWaits = sample.pending === 0 && sample.held === 0;
    if (sample.moves !== this.moves || nothingWaits) this.movedAtMs = nowMs;
    this.moves = sample.moves;
    this.sample = sample;
  }

  progress(nowMs: number): ConsumerProgress | null {
    const sample = this.sample;
    if (sample === null) return null;
    const stillMs = nowMs - this.movedAtMs;
    const { stream, held, isPaused } = sample;
    const lag = (sample.pending ?? 0) + held;
    return {
      stream,
      lag,
      problem: isPaused || stillMs > STUCK_AFTER_MS ? problemOf(sample, lag, stillMs) : '',
    };
  }
}

function problemOf({ stream, pending, isPaused }: ProgressSample, lag: number, stillMs: number): string {
  const seconds = Math.round(stillMs / 1_000);
  if (isPaused) return `the consumer of ${stream} was paused by another user`;
  if (pending === null)
    return `the message server has not reported the progress on ${stream} for ${seconds} s`;
  return `${lag} messages of ${stream} wait, and none was taken or finished for ${seconds} s`;
}

/** One sentence for people about all consumers of a process. */
export function verdictOf(consumers: readonly ConsumerProgress[]): ProgressVerdict {
  const problems = [...new Set(consumers.map(({ problem }) => problem).filter((problem) => problem !== ''))];
  if (problems.length > 0) return { ok: false, reason: problems.join('; ') };
  const behind = consumers.filter(({ lag }) => lag >= LAG_REPORTED);
  return {
    ok: true,
    reason: behind.map(({ stream, lag }) => `${lag} messages of ${stream} behind`).join('; '),
  };
}
