import type { AlertChange } from './live-state.js';

/** Shorter than anybody sees, and long enough for twenty changes of a flood. */
const GATHERED_MS = 100;

interface Ports {
  /** Ascending by their arrival, never empty. */
  readonly take: (changes: readonly AlertChange[]) => void;
  /** Calls back after a while. @returns how to call it off. */
  readonly later: (ms: number, act: () => void) => () => void;
}

/**
 * Changes that come close together are taken together: each taking copies the list of alerts and
 * draws the page, which a flood of 200 a second on a list of 10 000 must not do 200 times. The
 * first one is taken at once.
 */
export class GatheredChanges {
  private waiting: AlertChange[] = [];
  private callOff: (() => void) | null = null;

  constructor(private readonly ports: Ports) {}

  add(change: AlertChange): void {
    this.waiting.push(change);
    if (this.callOff === null) this.takeAndWait();
  }

  /** Takes what waits, before something that must come after it. */
  takeNow(): void {
    if (this.waiting.length === 0) return;
    const changes = this.waiting;
    this.waiting = [];
    this.ports.take(changes);
  }

  /** Takes what waits, and ends. */
  close(): void {
    this.callOff?.();
    this.callOff = null;
    this.takeNow();
  }

  private takeAndWait(): void {
    this.callOff = this.ports.later(GATHERED_MS, () => {
      this.callOff = null;
      if (this.waiting.length > 0) this.takeAndWait();
    });
    this.takeNow();
  }
}
