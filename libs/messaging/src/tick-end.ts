/** Ticks that follow each other faster than this share a write. */
const WRITE_EVERY_MS_MIN = 1;
/** How long unhurried work may wait for another write. */
const UNHURRIED_MS_MAX = 5;

/**
 * Collects work for the end of this tick of the event loop. The client writes to its socket at the
 * end of every chain of promises, which under load is once per message; messages that it gets
 * together leave in one write. Work after a pause leaves with its tick; under load, when tick
 * follows tick, writes are at least a millisecond apart, because a write costs both ends more than
 * the message in it.
 */
export class TickEnd {
  private waiting: (() => void)[] = [];
  private unhurried: (() => void)[] = [];
  private unhurriedTimer: NodeJS.Timeout | undefined;
  private wroteAtMs = 0;

  /** In the order of the calls. `work` must not throw. */
  add(work: () => void): void {
    if (this.waiting.length === 0) this.schedule();
    this.waiting.push(work);
  }

  /**
   * Runs after the next hurried work, at the latest after 5 ms, in the order of the calls. `work`
   * must not throw.
   */
  addUnhurried(work: () => void): void {
    if (this.unhurried.length === 0) this.unhurriedTimer = setTimeout(() => this.flush(), UNHURRIED_MS_MAX);
    this.unhurried.push(work);
  }

  /** Runs waiting work at once. */
  flush(): void {
    const works = this.waiting;
    const unhurried = this.unhurried;
    if (works.length + unhurried.length === 0) return;
    if (works.length > 0) this.waiting = [];
    if (unhurried.length > 0) this.unhurried = [];
    clearTimeout(this.unhurriedTimer);
    this.wroteAtMs = performance.now();
    for (const work of works) work();
    for (const work of unhurried) work();
  }

  private schedule(): void {
    const sinceMs = performance.now() - this.wroteAtMs;
    if (sinceMs >= WRITE_EVERY_MS_MIN) setImmediate(() => this.flush());
    else setTimeout(() => this.flush(), WRITE_EVERY_MS_MIN);
  }
}
