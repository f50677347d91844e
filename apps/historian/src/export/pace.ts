import { setTimeout as delay } from 'node:timers/promises';

/**
 * Lets work take a share of the time: after each piece it pauses, so that recording and charts have
 * the rest.
 */
export class Pace {
  private workedMs = 0;

  /**
   * @param share  0-1.
   * @param now  Steady clock, milliseconds.
   */
  constructor(
    private readonly share: number,
    private readonly now: () => number,
  ) {}

  async work<T>(task: () => Promise<T>): Promise<T> {
    const beganMs = this.now();
    const done = await task();
    this.workedMs += this.now() - beganMs;
    const pauseMs = this.workedMs * (1 / this.share - 1);
    if (pauseMs >= 1) {
      this.workedMs = 0;
      await delay(pauseMs);
    }
    return done;
  }
}
