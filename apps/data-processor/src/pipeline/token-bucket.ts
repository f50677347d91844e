/**
 * Admits rows of one organization at its quota; faster rows wait without delaying other
 * organizations. Allows one second's worth at once.
 */
export class TokenBucket {
  private tokens: number;
  private filledAtMs: number;

  constructor(
    private readonly perSecond: number,
    nowMs: number,
  ) {
    this.tokens = perSecond;
    this.filledAtMs = nowMs;
  }

  /** Whole tokens available at `nowMs`. */
  available(nowMs: number): number {
    const gained = ((nowMs - this.filledAtMs) / 1_000) * this.perSecond;
    this.tokens = Math.min(this.perSecond, this.tokens + Math.max(0, gained));
    this.filledAtMs = nowMs;
    return Math.floor(this.tokens);
  }

  take(count: number): void {
    this.tokens -= count;
  }

  /** Milliseconds until `count` tokens (at most one second's worth) are available. */
  waitMs(count: number, nowMs: number): number {
    const missing = Math.min(count, this.perSecond) - this.available(nowMs);
    return missing <= 0 ? 0 : Math.ceil((missing / this.perSecond) * 1_000);
  }
}
