import type { StreamDeclaration } from '@eagle/contracts/bus';
import type { StreamIncarnation } from '@eagle/contracts/domain';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { Bus, BusMessage, OrderedConsumer, StreamGap } from '@eagle/messaging';
import type { StreamPosition } from '@eagle/telemetry';

export interface PositionedReaderOptions<T extends OrganizationOwned> {
  /** Reading begins after it; null: with the first message. */
  readonly after: StreamPosition | null;
  /** Subjects that are wanted; absent means all. */
  readonly filterSubjects?: readonly string[];
  /** Messages fetched ahead of the handler. */
  readonly prefetchMax?: number;
  /** As in `OrderedConsumerOptions`. */
  readonly gatherMs?: number;
  /** As in `OrderedConsumerOptions`. */
  readonly onMessage: (message: BusMessage<T>, position: StreamPosition) => void | Promise<void>;
  /**
   * Later messages wait for the promise. It must not reject.
   * @param incarnation  Of the stream that goes on after the gap.
   */
  readonly onGap: (gap: StreamGap, incarnation: StreamIncarnation) => void | Promise<void>;
}

/**
 * Follows a stream, and gives each message with its position: the incarnation of the stream and the
 * sequence.
 */
export class PositionedReader<T extends OrganizationOwned> {
  private readonly begun = Promise.withResolvers<void>();
  /** Of the stream that is being read; null until it is known. */
  private current: StreamIncarnation | null;
  private consumer: OrderedConsumer | null = null;
  private gap: Promise<void> | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly declaration: StreamDeclaration<T>,
    private readonly options: PositionedReaderOptions<T>,
  ) {
    this.current = options.after?.incarnation ?? null;
  }

  /** @returns the incarnation of the stream that is read. @throws AppError as `Bus.follow`. */
  async start(): Promise<StreamIncarnation> {
    const { after, filterSubjects, prefetchMax, gatherMs } = this.options;
    this.consumer = await this.bus.follow(this.declaration, {
      from: { afterSequence: after?.sequence ?? 0, incarnation: after?.incarnation ?? null },
      ...(filterSubjects === undefined ? {} : { filterSubjects }),
      ...(prefetchMax === undefined ? {} : { prefetchMax }),
      ...(gatherMs === undefined ? {} : { gatherMs }),
      onMessage: (message) => this.onMessage(message),
      onGap: (gap) => this.onGap(gap),
    });
    this.current ??= this.consumer.incarnation;
    this.begun.resolve();
    return this.current;
  }

  async stop(): Promise<void> {
    await this.consumer?.stop();
  }

  private onMessage(message: BusMessage<T>): void | Promise<void> {
    if (this.current === null) return this.begun.promise.then(() => this.onMessage(message));
    if (this.gap !== null) return this.gap.then(() => this.onMessage(message));
    return this.options.onMessage(message, { incarnation: this.current, sequence: message.sequence });
  }

  private onGap(gap: StreamGap): void {
    // What the stream dropped before anything was ever read is no loss.
    if (this.options.after === null && gap.afterSequence === 0 && gap.reason === 'expired') return;
    if (gap.reason === 'stream-restarted') this.current = gap.incarnation;
    if (this.current === null) return this.afterStart(gap);
    const settled = this.options.onGap(gap, this.current);
    if (settled !== undefined) this.holdFor(settled);
  }

  /** The gap lies before the first message, and the stream is not known yet. */
  private afterStart(gap: StreamGap): void {
    this.holdFor(
      this.begun.promise.then(async () => {
        if (this.current !== null) await this.options.onGap(gap, this.current);
      }),
    );
  }

  private holdFor(settled: Promise<void>): void {
    const gap = Promise.all([this.gap, settled]).then(() => {
      if (this.gap === gap) this.gap = null;
    });
    this.gap = gap;
  }
}
