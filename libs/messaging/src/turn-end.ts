/**
 * Gathers what is to be done at the end of this turn of the event loop. The client writes to its socket at the end of every chain of
 * promises, which under load is once a message; messages that are handed to it together leave in one write.
 */
export class TurnEnd {
  #waiting: (() => void)[] = [];

  /** In the order of the calls. `work` must not throw. */
  add(work: () => void): void {
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    this.#waiting.push(work);
  }

  /** Does at once what waits. */
  flush(): void {
    const works = this.#waiting;
    this.#waiting = [];
    for (const work of works) work();
  }
}
