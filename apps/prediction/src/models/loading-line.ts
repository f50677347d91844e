/** Who waits for a model: a frame or a flip goes before what is only loaded ahead. */
export type LoadUrgency = 'frame' | 'flip' | 'live-feed' | 'ahead';

const ORDER: Readonly<Record<LoadUrgency, number>> = { frame: 0, flip: 0, 'live-feed': 1, ahead: 2 };

interface Waiting {
  readonly order: number;
  readonly enter: () => void;
}

/** Lets so many loads run at once; of those that wait the most urgent goes first, among equals the longest waiting. */
export class LoadingLine {
  private running = 0;
  private readonly waiting: Waiting[] = [];

  constructor(private readonly runningMax: number) {}

  async run<T>(urgency: LoadUrgency, load: () => Promise<T>): Promise<T> {
    // Who leaves hands its place on, so that nobody who comes now slips in before those that wait.
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
