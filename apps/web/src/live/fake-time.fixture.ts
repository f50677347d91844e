/** A clock that a test moves. */
export class FakeTime {
  private readonly timers = new Set<{ readonly at: number; readonly act: () => void }>();

  constructor(private at: number) {}

  readonly now = (): number => this.at;

  readonly later = (ms: number, act: () => void): (() => void) => {
    const timer = { at: this.at + ms, act };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  };

  /** Moves the clock; what is due meanwhile happens at its instant. */
  move(ms: number): void {
    const end = this.at + ms;
    for (let due = this.nextUntil(end); due !== undefined; due = this.nextUntil(end)) {
      this.timers.delete(due);
      this.at = Math.max(this.at, due.at);
      due.act();
    }
    this.at = end;
  }

  private nextUntil(end: number) {
    return [...this.timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
  }
}
