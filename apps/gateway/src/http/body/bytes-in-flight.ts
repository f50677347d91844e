import { AppError } from '@eagle/contracts/domain';

export interface BytesBounds {
  /** For all callers together. */
  readonly bytesMax: number;
  /** For one organization, so that it never takes all bytes of the others. */
  readonly bytesOfOneMax: number;
  /** How long a body waits for its turn before it is refused. */
  readonly waitMsMax: number;
}

interface Waiting {
  readonly whose: string;
  readonly bytes: number;
  readonly admit: () => void;
}

/**
 * Bounds the bytes of bodies in memory. A body waits, unread, until there is room; the first to
 * arrive is admitted first.
 */
export class BytesInFlight {
  private taken = 0;
  private readonly takenOf = new Map<string, number>();
  private readonly waiting = new Set<Waiting>();

  constructor(private readonly bounds: BytesBounds) {}

  get bytes(): number {
    return this.taken;
  }

  /**
   * @param bytes  At most `bytesOfOneMax`.
   * @returns a function that gives the bytes back; safe to call twice.
   * @throws AppError `BODY.TOO_MANY_AT_ONCE` (exhausted).
   */
  async take(whose: string, bytes: number): Promise<() => void> {
    if (!this.isRoomFor(whose, bytes)) await this.wait(whose, bytes);
    else this.add(whose, bytes);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.add(whose, -bytes);
      this.admitNext();
    };
  }

  private async wait(whose: string, bytes: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting = { whose, bytes, admit: resolve };
    this.waiting.add(waiting);
    const timer = setTimeout(() => {
      this.waiting.delete(waiting);
      reject(tooManyAtOnce());
    }, this.bounds.waitMsMax);
    await promise;
    clearTimeout(timer);
  }

  private admitNext(): void {
    for (const waiting of this.waiting) {
      const { whose, bytes, admit } = waiting;
      if (!this.isRoomFor(whose, bytes)) continue;
      this.waiting.delete(waiting);
      this.add(whose, bytes);
      admit();
    }
  }

  private isRoomFor(whose: string, bytes: number): boolean {
    const { bytesMax, bytesOfOneMax } = this.bounds;
    return this.taken + bytes <= bytesMax && (this.takenOf.get(whose) ?? 0) + bytes <= bytesOfOneMax;
  }

  private add(whose: string, bytes: number): void {
    this.taken += bytes;
    const ofOne = (this.takenOf.get(whose) ?? 0) + bytes;
    if (ofOne === 0) this.takenOf.delete(whose);
    else this.takenOf.set(whose, ofOne);
  }
}

function tooManyAtOnce(): AppError {
  const message = 'Too many large requests at once: wait for the answers of those that are in flight.';
  return new AppError('BODY.TOO_MANY_AT_ONCE', message, { retryAfterSeconds: 1 });
}
