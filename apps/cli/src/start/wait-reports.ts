/** A start that goes as usual needs no line. */
const FIRST_AFTER_MS = 5_000;
const NEWS_EVERY_MS = 2_000;
const SAME_EVERY_MS = 10_000;

/** Decides when a wait is reported: late at first, then its news, and the same reason only now and then. */
export class WaitReports {
  private reported: string | null = null;

  /** @param atMs  when the wait began, by a steady clock */
  constructor(private atMs: number) {}

  isDue(why: string, nowMs: number): boolean {
    const pauseMs =
      this.reported === null ? FIRST_AFTER_MS : why === this.reported ? SAME_EVERY_MS : NEWS_EVERY_MS;
    if (nowMs - this.atMs < pauseMs) return false;
    this.reported = why;
    this.atMs = nowMs;
    return true;
  }
}
