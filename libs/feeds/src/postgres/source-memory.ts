/** Bytes of all answers of all sources that are coming in at one moment, in one process. */
export const ANSWERS_BYTES_MAX = 64 * 1024 ** 2;

/** An answer that is coming in. */
interface Incoming {
  bytes: number;
  readonly giveUp: () => void;
}

/**
 * Counts the memory of all answers of all sources. Beyond the limit, the largest answer is dropped,
 * of two equal ones the older: this hits the source that fills memory, not a neighbour with few
 * rows.
 */
export class SourceMemory {
  /** In the order in which they began. */
  private readonly incoming = new Map<object, Incoming>();
  private total = 0;

  constructor(private readonly bytesMax: number) {}

  /**
   * @param owner  The connection.
   * @param bytes  Size of its answer so far; 0: the answer is complete.
   * @param giveUp  Ends the connection.
   */
  hold(owner: object, bytes: number, giveUp: () => void): void {
    const held = this.incoming.get(owner);
    this.total += bytes - (held?.bytes ?? 0);
    if (bytes === 0) this.incoming.delete(owner);
    else if (held === undefined) this.incoming.set(owner, { bytes, giveUp });
    else held.bytes = bytes;
    while (this.total > this.bytesMax) this.giveUpLargest();
  }

  private giveUpLargest(): void {
    let [owner, largest]: [object | null, Incoming | null] = [null, null];
    for (const [candidate, incoming] of this.incoming)
      if (largest === null || incoming.bytes > largest.bytes) [owner, largest] = [candidate, incoming];
    if (owner === null || largest === null) return;
    this.incoming.delete(owner);
    this.total -= largest.bytes;
    largest.giveUp();
  }
}

/** One for the process: all feeds share its memory. */
export const PROCESS_MEMORY = new SourceMemory(ANSWERS_BYTES_MAX);
