import { AppError } from '@eagle/contracts/domain';

export interface SlotBounds {
  /** Operations at a time. */
  readonly slotsMax: number;
  /** Operations that may wait for a slot; further ones are refused. */
  readonly waitingMax: number;
  /** An operation that waited this long is refused. */
  readonly waitMsMax: number;
}

interface Waiter {
  readonly give: () => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Lets a bounded number of operations run at a time, the others in the order in which they came.
 */
export class Slots {
  private running = 0;
  private readonly waiting = new Set<Waiter>();

  constructor(private readonly bounds: SlotBounds) {}

  /**
   * Waits for a slot. An operation that holds one may not wait for another of the same kind: both
   * could wait forever.
   * @returns releases the slot; further calls do nothing.
   * @throws AppError `TELEMETRY.BUSY` (exhausted).
   */
  async acquire(): Promise<() => void> {
    if (this.running < this.bounds.slotsMax) this.running += 1;
    else await this.handedOver();
    let isReleased = false;
    return () => {
      if (!isReleased) this.release();
      isReleased = true;
    };
  }

  /** Runs an operation in a slot. @throws AppError `TELEMETRY.BUSY` (exhausted). */
  async run<T>(operation: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await operation();
    } finally {
      release();
    }
  }

  private handedOver(): Promise<void> {
    if (this.waiting.size >= this.bounds.waitingMax) throw busy();
    return new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        give: resolve,
        timer: setTimeout(() => {
          this.waiting.delete(waiter);
          reject(busy());
        }, this.bounds.waitMsMax),
      };
      this.waiting.add(waiter);
    });
  }

  private release(): void {
    const [next] = this.waiting;
    if (next === undefined) {
      this.running -= 1;
      return;
    }
    // The slot is handed over: `running` stays as it is.
    this.waiting.delete(next);
    clearTimeout(next.timer);
    next.give();
  }
}

const busy = (): AppError =>
  new AppError('TELEMETRY.BUSY', 'Too many requests wait for the telemetry history: ask again in a moment.');
