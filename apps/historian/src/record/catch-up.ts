import type { StreamIncarnation } from '@eagle/contracts/domain';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { Bus, BusMessage, StreamGap } from '@eagle/messaging';
import type { Positions, StreamPosition } from '@eagle/telemetry';
import type { HistorianMetrics } from '../historian-metrics.js';
import type { LostMessages } from './lost-messages.js';
import type { OrganizationRecorder } from './organization-recorder.js';
import { PositionedReader } from './positioned-reader.js';
import { record, RECORDED_PREDICTIONS, RECORDED_SCANS, type RecordedStream } from './recorded-streams.js';

/** Messages fetched ahead; few, because several organizations may read at once. */
const PREFETCH_MAX = 64;
/** When nothing came for this long, it is looked up whether the bus still has what is wanted. */
const SILENCE_MS = 1_000;

export interface CatchUpPorts {
  readonly bus: Bus;
  readonly lost: LostMessages;
  readonly metrics: HistorianMetrics;
  /** How far the shared reader came. */
  readonly shared: () => Positions;
}

/**
 * One try of one organization that is behind: reads its messages alone, until it has taken all that
 * the shared reader left out.
 */
export class CatchUp {
  constructor(private readonly ports: CatchUpPorts) {}

  /**
   * @returns whether it follows the shared reader again; if not, its rows cannot be stored yet.
   * @throws AppError as `Bus.follow`.
   */
  async run(recorder: OrganizationRecorder, signal: AbortSignal): Promise<boolean> {
    const hadRows = recorder.hasWaiting;
    if (!(await unlessAborted(recorder.storeAll(), signal))) return false;
    return new Catching(recorder, this.ports, hadRows).run(signal);
  }
}

/**
 * @returns what the work says; false as soon as the signal comes. The work goes on all the same.
 */
function unlessAborted(work: Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const onAbort = (): void => resolve(false);
  signal.addEventListener('abort', onAbort, { once: true });
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  return promise;
}

class Catching {
  private readonly ended = Promise.withResolvers<boolean>();
  private readonly readers: { start(): Promise<unknown>; stop(): Promise<void> }[];
  private isOver = false;
  private tookSome = false;

  /** @param isProven  Its store took rows. */
  constructor(
    private readonly recorder: OrganizationRecorder,
    private readonly ports: CatchUpPorts,
    private isProven: boolean,
  ) {
    this.readers = [this.readerOf(RECORDED_SCANS), this.readerOf(RECORDED_PREDICTIONS)];
  }

  async run(signal: AbortSignal): Promise<boolean> {
    const onAbort = (): void => this.end(false);
    signal.addEventListener('abort', onAbort, { once: true });
    const silence = setInterval(() => {
      this.onTick().catch((error: unknown) => this.fail(error));
    }, SILENCE_MS);
    const starting = this.start();
    try {
      const beginning = starting.then(() => this.joinIfCaughtUp());
      const [hasJoined] = await Promise.all([this.ended.promise, beginning]);
      return hasJoined;
    } finally {
      this.isOver = true;
      clearInterval(silence);
      signal.removeEventListener('abort', onAbort);
      await Promise.allSettled([starting]);
      await Promise.all(this.readers.map((reader) => reader.stop()));
    }
  }

  /** Waits for both: a reader that starts later would not be stopped. */
  private async start(): Promise<void> {
    const started = await Promise.allSettled(this.readers.map((reader) => reader.start()));
    for (const each of started) if (each.status === 'rejected') throw each.reason;
  }

  private end(hasJoined: boolean): void {
    this.isOver = true;
    this.ended.resolve(hasJoined);
  }

  private fail(error: unknown): void {
    this.isOver = true;
    this.ended.reject(error);
  }

  private readerOf<T extends OrganizationOwned>(recorded: RecordedStream<T>): PositionedReader<T> {
    const { stream, declaration } = recorded;
    const { organizationId, cursor } = this.recorder;
    return new PositionedReader(this.ports.bus, declaration, {
      after: cursor.resumeAfter(stream),
      filterSubjects: [declaration.subjectsOf(organizationId)],
      prefetchMax: PREFETCH_MAX,
      onMessage: (message, position) => this.onMessage(recorded, message, position),
      onGap: (gap, incarnation) => this.onGap(recorded, gap, incarnation),
    });
  }

  private async onGap<T extends OrganizationOwned>(
    recorded: RecordedStream<T>,
    gap: StreamGap,
    incarnation: StreamIncarnation,
  ): Promise<void> {
    if (this.isOver) return;
    try {
      await this.ports.lost.wantAgain(recorded, gap, this.recorder);
      if (this.isOver) return;
      this.recorder.goOnBehind(recorded.stream, gap, incarnation);
      await this.joinIfCaughtUp();
    } catch (error) {
      this.fail(error);
    }
  }

  private onMessage<T extends OrganizationOwned>(
    recorded: RecordedStream<T>,
    message: BusMessage<T>,
    position: StreamPosition,
  ): void | Promise<void> {
    if (this.isOver) return;
    this.tookSome = true;
    record(recorded, this.recorder, message, position, this.ports.metrics);
    if (this.recorder.isFilling) return this.store();
    return this.joinIfCaughtUp();
  }

  /**
   * Nothing may be awaited between the last message that was left out and the joining, once the
   * store is proven.
   */
  private joinIfCaughtUp(): void | Promise<void> {
    if (this.isOver || !this.hasCaughtUp) return;
    if (!this.isProven && this.recorder.hasWaiting) return this.store().then(() => this.joinIfCaughtUp());
    if (this.recorder.join(this.ports.shared())) this.end(true);
  }

  private get hasCaughtUp(): boolean {
    const { cursor } = this.recorder;
    return cursor.wanted('scans') === null && cursor.wanted('predictions') === null;
  }

  private async onTick(): Promise<void> {
    const wasSilent = !this.tookSome;
    this.tookSome = false;
    if (!wasSilent || this.isOver) return;
    await this.giveUpWhatIsGone(RECORDED_SCANS);
    await this.giveUpWhatIsGone(RECORDED_PREDICTIONS);
    await this.joinIfCaughtUp();
  }

  /** Messages that were left out may be dropped by the bus before its own reader comes to them. */
  private async giveUpWhatIsGone<T extends OrganizationOwned>(recorded: RecordedStream<T>): Promise<void> {
    const { cursor, organizationId } = this.recorder;
    const { stream, declaration } = recorded;
    const after = cursor.resumeAfter(stream);
    const wanted = cursor.wanted(stream);
    if (wanted === null || after?.incarnation !== wanted.incarnation) return;
    const next = await this.ports.bus.nextMessage(
      declaration,
      declaration.subjectsOf(organizationId),
      after.sequence,
    );
    const isThere = next !== null && next.sequence <= wanted.sequence;
    if (isThere || this.isOver || cursor.resumeAfter(stream) !== after) return;
    const nextSequence = wanted.sequence + 1;
    const gap = { reason: 'expired', afterSequence: after.sequence, nextSequence, count: 0 } as const;
    await this.ports.lost.wantAgain(recorded, gap, this.recorder);
    if (!this.isOver) this.recorder.passOver(stream, wanted);
  }

  private async store(): Promise<void> {
    if (await this.recorder.storeAll()) this.isProven = true;
    else this.end(false);
  }
}
