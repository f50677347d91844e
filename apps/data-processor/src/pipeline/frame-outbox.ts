import { STREAMS } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { encodeFeatureFrame, type FeatureFrame } from '@eagle/contracts/frames';
import type { Bus } from '@eagle/messaging';
import { frameMessageId } from './feature-frames.js';
import type { FrameRoom } from './frame-room.js';

const FULL_RETRY_FIRST_MS = 20;
const FULL_RETRY_LAST_MS = 500;

/**
 * How long frames wait for room before they are dropped: a prediction for old rows helps nobody.
 */
export const WAITING_MS_MAX = 60_000;
/** Byte limit for the waiting frames of one organization: about 10 000 rows of 183 features. */
export const WAITING_BYTES_MAX = 8 * 1024 * 1024;
/**
 * Prediction counts as stopped once no frame was taken for this long: then nothing waits for it.
 */
export const STALLED_AFTER_MS = 500;

/** Why frames were dropped: they waited for too long, or newer ones needed their room. */
export type FrameDrop = 'old' | 'no-room';

export interface OutboxHooks {
  /** Called again and again while frames wait for room in the stream. */
  readonly onBehind: (waitedMs: number) => void;
  readonly onDropped: (rows: number, cause: FrameDrop) => void;
  /**
   * A frame could not be published for another reason than room: publishing pauses until `clear`.
   */
  readonly onFailed: () => void;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Monotone milliseconds. */
  readonly now: () => number;
}

/** The frames of one read. */
interface Parcel {
  readonly batch: number;
  readonly frames: readonly FeatureFrame[];
  /** By frame: whether it is in the stream. */
  readonly isOut: boolean[];
  readonly bytes: number;
  readonly sinceMs: number;
  readonly onSettled: (rowsPublished: number) => void;
}

/**
 * Holds one organization's feature frames on their way into the stream, apart from its scans: rules
 * never wait for predictions. Frames of one read leave together, and all of them before those of
 * the next read. So the newest read in the stream proves that all earlier ones were published or
 * dropped. Where the stream has no room, frames wait here within limits of bytes and time; beyond
 * these, the oldest are dropped and counted.
 */
export class FrameOutbox {
  private readonly parcels: Parcel[] = [];
  private bytes = 0;
  /** The first parcel is being published: it is not dropped until the result is known. */
  private isLeaving = false;
  private running: Promise<void> | null = null;
  private failure: Error | null = null;
  private ended = false;
  /** Since when no frame found room; null while frames do. */
  private fullSinceMs: number | null = null;
  /** Resolved at every change. */
  private watcher: PromiseWithResolvers<void> | null = null;

  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly organizationId: OrganizationId,
    private readonly room: FrameRoom,
    private readonly hooks: OutboxHooks,
  ) {}

  /**
   * Takes over the frames of a read after its scans are stored.
   * @param onSettled  Called once each of them, and each of earlier reads, is published or dropped.
   */
  put(batch: number, frames: readonly FeatureFrame[], onSettled: Parcel['onSettled']): void {
    const bytes = frames.reduce((sum, { matrix }) => sum + matrix.byteLength, 0);
    const parcel = {
      batch,
      frames,
      isOut: frames.map(() => false),
      bytes,
      sinceMs: this.hooks.now(),
      onSettled,
    };
    this.parcels.push(parcel);
    this.bytes += bytes;
    this.room.take(bytes);
    if (!this.isLeaving) this.makeRoom();
    this.start();
  }

  /**
   * Resolves when nothing waits, or once prediction has stopped. For recordings, which may wait.
   */
  async caughtUp(): Promise<void> {
    while (this.parcels.length > 0 && this.failure === null && !this.ended) {
      const { fullSinceMs } = this;
      if (fullSinceMs !== null && this.hooks.now() - fullSinceMs >= STALLED_AFTER_MS) return;
      this.watcher ??= Promise.withResolvers();
      await this.watcher.promise;
    }
  }

  /** @throws the error that kept a frame from being published. */
  assertSound(): void {
    if (this.failure !== null) throw this.failure;
  }

  /**
   * Discards all waiting frames: they will be rebuilt. No publication is in progress any more when
   * this resolves.
   */
  async clear(): Promise<void> {
    this.forget();
    await this.running;
    this.forget();
    this.failure = null;
    this.fullSinceMs = null;
  }

  /**
   * Takes no further frames and publishes those that find room at once. @returns whether nothing is
   * left.
   */
  async end(): Promise<boolean> {
    this.ended = true;
    await this.running;
    const isEmpty = this.parcels.length === 0 && this.failure === null;
    this.forget();
    return isEmpty;
  }

  private start(): void {
    if (this.running !== null || this.failure !== null) return;
    this.running = this.run().finally(() => {
      this.running = null;
      this.stir();
      if (this.failure !== null) this.hooks.onFailed();
      else if (!this.ended && this.parcels.length > 0) this.start();
    });
  }

  /** Never rejects. */
  private async run(): Promise<void> {
    let retryMs = FULL_RETRY_FIRST_MS;
    for (let parcel = this.parcels[0]; parcel !== undefined; parcel = this.parcels[0]) {
      try {
        if (await this.publish(parcel)) {
          retryMs = FULL_RETRY_FIRST_MS;
          continue;
        }
      } catch (error) {
        this.failure = error instanceof Error ? error : new Error(String(error));
        return;
      }
      if (this.ended) return;
      this.makeRoom();
      if (this.parcels.length === 0) return;
      this.hooks.onBehind(this.hooks.now() - (this.fullSinceMs ?? 0));
      this.stir();
      await this.hooks.sleep(retryMs);
      retryMs = Math.min(FULL_RETRY_LAST_MS, retryMs * 2);
    }
  }

  /**
   * @returns whether all of its frames are in the stream; false: there is no room. @throws any
   * other error of a publication
   */
  private async publish(parcel: Parcel): Promise<boolean> {
    this.isLeaving = true;
    const outcomes = await Promise.allSettled(
      parcel.frames.map((frame, i) => this.publishOne(parcel, frame, i)),
    );
    this.isLeaving = false;
    for (const outcome of outcomes)
      if (outcome.status === 'rejected' && !isFull(outcome.reason)) throw outcome.reason;
    if (parcel.isOut.includes(false)) {
      this.fullSinceMs ??= this.hooks.now();
      return false;
    }
    if (this.parcels[0] === parcel) this.settle(parcel);
    return true;
  }

  private async publishOne(parcel: Parcel, frame: FeatureFrame, index: number): Promise<void> {
    if (parcel.isOut[index] === true) return;
    const messageId = frameMessageId(frame, parcel.batch, index);
    await this.bus.publish(
      STREAMS.features.subject(this.organizationId),
      messageId,
      encodeFeatureFrame(frame),
    );
    parcel.isOut[index] = true;
    this.fullSinceMs = null;
  }

  /** Drops frames that are too old, then the oldest until the rest fits. */
  private makeRoom(): void {
    const oldMs = this.hooks.now() - WAITING_MS_MAX;
    for (let parcel = this.parcels[0]; parcel !== undefined; parcel = this.parcels[0]) {
      if (parcel.sinceMs < oldMs) this.giveUp(parcel, 'old');
      else if (this.bytes > WAITING_BYTES_MAX || this.room.isOver) this.giveUp(parcel, 'no-room');
      else return;
    }
  }

  private giveUp(parcel: Parcel, cause: FrameDrop): void {
    const rows = rowsWhere(parcel, false);
    if (rows > 0) this.hooks.onDropped(rows, cause);
    this.settle(parcel);
  }

  private settle(parcel: Parcel): void {
    this.parcels.shift();
    this.bytes -= parcel.bytes;
    this.room.give(parcel.bytes);
    parcel.onSettled(rowsWhere(parcel, true));
    this.stir();
  }

  private forget(): void {
    this.parcels.length = 0;
    this.room.give(this.bytes);
    this.bytes = 0;
    this.stir();
  }

  /** Wakes all waiters to check again. */
  private stir(): void {
    this.watcher?.resolve();
    this.watcher = null;
  }
}

const rowsWhere = ({ frames, isOut }: Parcel, out: boolean): number =>
  frames.reduce((sum, { rows }, i) => sum + (isOut[i] === out ? rows : 0), 0);

const isFull = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'BUS.SUBJECT_FULL' || error.code === 'BUS.STREAM_FULL');
