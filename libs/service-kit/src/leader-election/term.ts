import { AppError } from '@eagle/contracts/domain';
import type { Lease, WriteGuard } from '@eagle/messaging';

/**
 * One replica's time as leader. It ends when the lease is lost, by the steady clock also while the
 * process stands still, or when a store reports a newer term.
 */
export class Term {
  /**
   * For the buckets that a leader writes: checked right before each write, which is not repeated
   * for longer than a lease lasts.
   */
  readonly guard: WriteGuard;
  private readonly over = new AbortController();

  /**
   * @param fencingToken  Higher than that of every earlier term; writes carry it, so that a store
   * can refuse older ones.
   */
  constructor(
    private readonly lease: Pick<Lease, 'held'>,
    readonly fencingToken: number,
    ttlMs: number,
  ) {
    this.guard = { check: () => this.assertHeld(), writeMsMax: ttlMs };
  }

  get isHeld(): boolean {
    return !this.over.signal.aborted && this.lease.held;
  }

  /** Aborted when `end` was called. */
  get ended(): AbortSignal {
    return this.over.signal;
  }

  /**
   * A store refused this term's token, or the work cannot continue: the next term begins from the
   * stored state.
   */
  end(): void {
    this.over.abort();
  }

  /**
   * To be called right before a write to a store that cannot compare tokens.
   * @throws AppError `LEADER.NOT_LEADING` (unavailable): another replica leads, or will at once.
   */
  assertHeld(): void {
    if (!this.isHeld) throw notLeading();
  }
}

export const notLeading = (): AppError =>
  new AppError('LEADER.NOT_LEADING', 'This replica no longer leads: ask again; the new leader answers.');
