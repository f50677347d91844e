/** Urgency of a load: for a frame or a flip before loading in advance. */
export type LoadUrgency = 'frame' | 'flip' | 'live-feed' | 'ahead';

const ORDER: Readonly<Record<LoadUrgency, number>> = { frame: 0, flip: 0, 'live-feed': 1, ahead: 2 };

interface Waiting {
  readonly order: number;
  readonly enter: () => void;
}

/**
 * Runs a limited number of loads at once. The most urgent of the waiting loads goes first; among
 * equals, the one that waited longest.
 */
export class LoadingLine {
  private running = 0;
  private readonly waiting: Waiting[] = [];

  constructor(private readonly runningMax: number) {}

  async run<T>(urgency: LoadUrgency, load: () => Promise<T>): Promise<T> {
    // A finished load passes its place on directly, so that a new load cannot overtake the waiting
    // ones.
    if (this.running < this.runningMax) this.running += 1;
    else await this.wait(ORDER[urgency]);
    try {
      return await load();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next.enter();
    }
  }

  private wait(order: number): Promise<void> {
    return new Promise((enter) => {
      const later = this.waiting.findIndex((other) => other.order > order);
      this.waiting.splice(later < 0 ? this.waiting.length : later, 0, { order, enter });
    });
  }
}
