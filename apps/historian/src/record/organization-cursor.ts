import type { StreamIncarnation } from '@eagle/contracts/domain';
import { FOLLOWED_STREAMS, type FollowedStream, type Positions, type StreamPosition } from '@eagle/telemetry';

/**
 * Which messages of the streams one organization has taken. It takes them from the reader that all
 * organizations share. While it is *behind*, the shared reader leaves its messages out, and a
 * reader of its own takes them later. No message is taken twice, and none is passed over.
 */
export class OrganizationCursor {
  private taken: Map<FollowedStream, StreamPosition>;
  /**
   * Newest message of each stream that the shared reader left out; null: the organization follows
   * the shared reader.
   */
  private leftOut: Map<FollowedStream, StreamPosition> | null = null;

  /** @param taken  As stored. */
  constructor(taken: Positions) {
    this.taken = new Map(taken);
  }

  /** The last message that was taken. */
  get positions(): Positions {
    return this.taken;
  }

  get isBehind(): boolean {
    return this.leftOut !== null;
  }

  /** Whether the message comes after those that were taken. */
  isNew(stream: FollowedStream, { incarnation, sequence }: StreamPosition): boolean {
    const taken = this.taken.get(stream);
    return taken?.incarnation !== incarnation || sequence > taken.sequence;
  }

  take(stream: FollowedStream, position: StreamPosition): void {
    this.taken.set(stream, position);
  }

  /** From now on the shared reader leaves its messages out. */
  fallBehind(): void {
    this.leftOut ??= new Map();
  }

  /** The shared reader passes over a message of an organization that is behind. */
  leaveOut(stream: FollowedStream, position: StreamPosition): void {
    this.leftOut?.set(stream, position);
  }

  /** Messages after the stored ones are to be taken again. It is behind from now on. */
  goBackTo(stored: Positions): void {
    this.fallBehind();
    for (const [stream, position] of this.taken) {
      if (this.lacks(stream, position)) this.leaveOut(stream, position);
    }
    this.taken = new Map(stored);
  }

  /**
   * Follows the shared reader again if everything that it left out was taken.
   * @param shared  How far the shared reader came.
   * @returns whether it follows the shared reader.
   */
  join(shared: Positions): boolean {
    if (this.leftOut === null) return true;
    if (!FOLLOWED_STREAMS.every((stream) => this.hasReached(stream, shared.get(stream)))) return false;
    this.leftOut = null;
    return true;
  }

  /** The reader from which the organization takes messages has come to a new stream. */
  beginAnew(stream: FollowedStream, incarnation: StreamIncarnation): void {
    this.taken.set(stream, { incarnation, sequence: 0 });
    this.leaveOutAnew(stream, incarnation);
  }

  /** The shared reader has come to a new stream, in which it left nothing out yet. */
  leaveOutAnew(stream: FollowedStream, incarnation: StreamIncarnation): void {
    if (this.leftOut?.get(stream)?.incarnation !== incarnation) {
      this.leaveOut(stream, { incarnation, sequence: 0 });
    }
  }

  /** Where the reader of its own begins: with the first message after. */
  resumeAfter(stream: FollowedStream): StreamPosition | null {
    const taken = this.taken.get(stream);
    if (taken !== undefined) return taken;
    const leftOut = this.leftOut?.get(stream);
    return leftOut === undefined ? null : { incarnation: leftOut.incarnation, sequence: 0 };
  }

  /**
   * The last message of a stream that it has to take to be no more behind; null: it has taken all.
   */
  wanted(stream: FollowedStream): StreamPosition | null {
    const leftOut = this.leftOut?.get(stream);
    if (leftOut === undefined) return null;
    const taken = this.taken.get(stream);
    if (taken?.incarnation === leftOut.incarnation) return taken.sequence < leftOut.sequence ? leftOut : null;
    return taken === undefined && leftOut.sequence === 0 ? null : leftOut;
  }

  /**
   * A position in the present stream that is not there yet, or is later than what was left out so
   * far.
   */
  private lacks(stream: FollowedStream, { incarnation, sequence }: StreamPosition): boolean {
    const leftOut = this.leftOut?.get(stream);
    return leftOut === undefined || (leftOut.incarnation === incarnation && leftOut.sequence < sequence);
  }

  /** The shared reader must not be in an older stream: what it still gives would seem new. */
  private hasReached(stream: FollowedStream, shared: StreamPosition | undefined): boolean {
    const taken = this.taken.get(stream);
    const isSameStream =
      taken === undefined || shared === undefined || taken.incarnation === shared.incarnation;
    return isSameStream && this.wanted(stream) === null;
  }
}
