import { STREAMS } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { encodeFeatureFrame, type FeatureFrame } from '@eagle/contracts/frames';
import type { Bus } from '@eagle/messaging';
import { frameMessageId } from './feature-frames.js';
import type { FrameRoom } from './frame-room.js';

const FULL_RETRY_FIRST_MS = 20;
const FULL_RETRY_LAST_MS = 500;

/** How long frames wait for room before they are given up: predictions for old rows help nobody. */
export const WAITING_MS_MAX = 60_000;
/** What one organization's waiting frames may weigh: about 10 000 rows of 183 features. */
export const WAITING_BYTES_MAX = 8 * 1024 * 1024;
/** Prediction stands still once not one frame was taken for this long: nobody waits for it then. */
export const STALLED_AFTER_MS = 500;

/** Why frames were given up: they waited for too long, or newer ones needed their place. */
export type FrameDrop = 'old' | 'no-room';

export interface OutboxHooks {
  /** Called again and again while frames wait for room in the stream. */
  readonly onBehind: (waitedMs: number) => void;
  readonly onDropped: (rows: number, cause: FrameDrop) => void;
  /** A frame could not be published for another reason than room: nothing more is, until `clear`. */
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
 * One organization's feature frames on their way into the stream, off the way of its scans: rules never wait for predictions. Frames of one
 * read leave together, and all of them before those of the next read, so that the newest read in the stream says of all before it that they
 * were published or given up. Where the stream has no room they wait here, within bounds of bytes and time; beyond these the oldest are given
 * up and counted.
 */
export class FrameOutbox {
  private readonly parcels: Parcel[] = [];
  private bytes = 0;
  /** The first parcel is on its way to the stream: it is not given up before it is known what became of it. */
  private isLeaving = false;
  private running: Promise<void> | null = null;
  private failure: Error | null = null;
  private ended = false;
  /** Since when not one frame found room; null while they do. */
  private fullSinceMs: number | null = null;
  /** Woken whenever something changed. */
  private watcher: PromiseWithResolvers<void> | null = null;

  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly organizationId: OrganizationId,
    private readonly room: FrameRoom,
    private readonly hooks: OutboxHooks,
  ) {}

  /**
   * Takes over the frames of a read whose scans are stored.
   * @param onSettled  Called once each of them is published or given up, and all of earlier reads are.
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

  /** Resolves when nothing waits, or once prediction stands still. For feeds whose recorded time may wait. */
  async caughtUp(): Promise<void> {
    while (this.parcels.length > 0 && this.failure === null && !this.ended) {
      const { fullSinceMs } = this;
      if (fullSinceMs !== null && this.hooks.now() - fullSinceMs >= STALLED_AFTER_MS) return;
      this.watcher ??= Promise.withResolvers();
      await this.watcher.promise;
    }
  }

  /** @throws what kept a frame from being published. */
  assertSound(): void {
    if (this.failure !== null) throw this.failure;
  }

  /** Forgets all that waits: it will be made anew. Nothing is on its way any more when this resolves. */
  async clear(): Promise<void> {
    this.forget();
    await this.running;
    this.forget();
    this.failure = null;
    this.fullSinceMs = null;
  }

  /** Takes no more and publishes what finds room at once. @returns whether nothing is left. */
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

  /** @returns whether all of its frames are in the stream; false: there is no room. @throws whatever else keeps one from it */
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

  /** Gives up what is too old, and then the oldest until the rest has its place. */
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

  /** Lets those who wait look again. */
  private stir(): void {
    this.watcher?.resolve();
    this.watcher = null;
  }
}

const rowsWhere = ({ frames, isOut }: Parcel, out: boolean): number =>
  frames.reduce((sum, { rows }, i) => sum + (isOut[i] === out ? rows : 0), 0);

const isFull = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'BUS.SUBJECT_FULL' || error.code === 'BUS.STREAM_FULL');
