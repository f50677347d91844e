/** Lets a fixed number through at once; the others wait in order. */
export class ConcurrencyLimiter {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  /** @param waitingMax  How many may wait; see `isFull`. */
  constructor(
    private readonly atOnceMax: number,
    private readonly waitingMax = Infinity,
  ) {
    this.free = atOnceMax;
  }

  /** Whether all places are taken, including those for waiting. */
  get isFull(): boolean {
    return this.free === 0 && this.waiting.length >= this.waitingMax;
  }

  /** The number that runs or waits. */
  get pending(): number {
    return this.atOnceMax - this.free + this.waiting.length;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
