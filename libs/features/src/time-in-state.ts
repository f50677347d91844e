const MINUTE_MS = 60_000;

/**
 * Minutes since an asset's operating state last changed, told up to a longest span. Before the
 * first change that was seen it is unknown until that span has passed: it would be the time since
 * the record began, which is a clock.
 */
export class TimeInState {
  private state = -1;
  private firstMs = NaN;
  private changedMs = NaN;

  constructor(private readonly msMax: number) {}

  /** Takes in a row that is not late. @returns minutes; NaN where unknown. */
  push(timeMs: number, state: number): number {
    if (this.state === -1) this.firstMs = timeMs;
    else if (state !== this.state) this.changedMs = timeMs;
    this.state = state;
    const sinceMs = timeMs - this.changedMs;
    if (Number.isNaN(sinceMs)) return timeMs - this.firstMs >= this.msMax ? this.msMax / MINUTE_MS : NaN;
    return Math.min(sinceMs, this.msMax) / MINUTE_MS;
  }
}
