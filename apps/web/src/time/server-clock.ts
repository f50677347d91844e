/**
 * The platform's clock, as its answers tell it. The clock of a browser may be hours off; ages and
 * countdowns go by the platform's.
 */
export class ServerClock {
  private offsetMs = 0;
  private isKnown = false;

  constructor(private readonly browserNow: () => number) {}

  /**
   * Learns from an answer. `Date` has whole seconds and the way takes its time: a small difference
   * says nothing.
   * @param date  The header `Date` of the answer.
   */
  learn(date: string | null): void {
    const toldMs = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(toldMs)) return;
    const offsetMs = toldMs + HALF_A_SECOND_MS - this.browserNow();
    if (this.isKnown && Math.abs(offsetMs - this.offsetMs) < JITTER_MS) return;
    this.offsetMs = Math.abs(offsetMs) < JITTER_MS ? 0 : offsetMs;
    this.isKnown = true;
  }

  /** What an earlier page learned, until an answer tells it anew. */
  assume(offsetMs: number): void {
    if (!this.isKnown) this.offsetMs = offsetMs;
  }

  /** How far the platform's clock is ahead of the browser's. */
  get aheadMs(): number {
    return this.offsetMs;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.browserNow() + this.offsetMs;
  }
}

const HALF_A_SECOND_MS = 500;
const JITTER_MS = 2_000;

export const serverClock = new ServerClock(() => Date.now());
