import { setTimeout as delay } from 'node:timers/promises';
import type { ReadingPace } from '@eagle/feeds';

export interface SourcePaceOptions {
  /**
   * Share of the time in which the source may work for this reading, above 0 and at most 1; asked
   * before each statement.
   */
  readonly share: () => number;
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /** Before each statement; may end the reading by aborting. */
  readonly check: () => void;
  readonly signal: AbortSignal;
}

/**
 * Keeps a source from being busy with one reading for more than its share of the time: after each
 * statement it rests in proportion to what the statement took. What is done with the rows meanwhile
 * is part of the rest.
 */
export class SourcePace implements ReadingPace {
  private restsUntilMs = Number.NEGATIVE_INFINITY;
  private busy = 0;

  constructor(private readonly options: SourcePaceOptions) {}

  /** For how long statements ran in all. */
  get busyMs(): number {
    return this.busy;
  }

  async turn(): Promise<void> {
    const { now, check, signal } = this.options;
    check();
    signal.throwIfAborted();
    const restMs = this.restsUntilMs - now();
    if (restMs > 0) await delay(restMs, undefined, { signal });
  }

  took(ms: number): void {
    this.busy += ms;
    this.restsUntilMs = this.options.now() + ms * (1 / this.options.share() - 1);
  }
}
