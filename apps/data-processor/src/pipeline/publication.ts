import {
  AppError,
  encodeFeatureFrame,
  encodeScanBatch,
  subjects,
  type FeatureFrame,
  type OrganizationId,
  type ScanBatch,
} from '@eagle/contracts';
import type { Bus, PublishReceipt } from '@eagle/messaging';
import { frameMessageId } from './feature-frames.js';
import { scanMessageId } from './scan-messages.js';

const FULL_RETRY_FIRST_MS = 20;
const FULL_RETRY_LAST_MS = 500;

/** How long frames wait for room before they are given up, so that alarm rules go on while nobody predicts at all. */
export const FULL_PATIENCE_MS = 60_000;

export interface PublicationHooks {
  /** Whether to go on waiting for room. */
  readonly running: () => boolean;
  /** Called while the organization's feature frames wait for room. */
  readonly onFull: (waitedMs: number) => void;
  /** Called for each frame that was given up. */
  readonly onDropped: (rows: number) => void;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Monotone milliseconds. */
  readonly now: () => number;
}

/** Publishes one organization's scans and frames and waits until they are stored. */
export class Publication {
  /** Since when not one frame found room; null while they do. */
  private fullSinceMs: number | null = null;

  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly organizationId: OrganizationId,
    private readonly hooks: PublicationHooks,
  ) {}

  /**
   * @returns the highest stream sequence.
   * @throws AppError `PIPELINE.NOT_ALONE` (conflict) where the stream has a message under one of these numbers already: it was
   * published by somebody else, or by ourselves without our knowing; the stream has to be asked.
   */
  async scans(messages: readonly ScanBatch[]): Promise<number> {
    const receipts = await all(
      messages.map((message) =>
        this.bus.publish(
          subjects.scans(this.organizationId, message.assetId),
          scanMessageId(message),
          encodeScanBatch(message),
        ),
      ),
    );
    if (receipts.some(({ duplicate }) => duplicate)) {
      throw new AppError(
        'PIPELINE.NOT_ALONE',
        'conflict',
        'Scans were published already under these numbers.',
      );
    }
    return receipts.reduce((max, { sequence }) => Math.max(max, sequence), 0);
  }

  /** Heartbeats: nothing came, and time went on. */
  async heartbeats(messages: readonly ScanBatch[]): Promise<void> {
    await all(
      messages.map((message) =>
        this.bus.publish(
          subjects.scans(this.organizationId, message.assetId),
          `${this.organizationId}:${message.assetId}:at:${message.heartbeatAtMs}`,
          encodeScanBatch(message),
        ),
      ),
    );
  }

  /**
   * Waits as long as the organization's share of the stream is full. A frame that is there already counts as published. Where nothing at all
   * was taken from the stream for a minute, frames are given up: predictions for old rows help nobody, and rules must go on.
   */
  async frames(batch: number, frames: readonly FeatureFrame[]): Promise<void> {
    await all(frames.map((frame, index) => this.frame(frame, frameMessageId(frame, batch, index))));
  }

  private async frame(frame: FeatureFrame, messageId: string): Promise<void> {
    const payload = encodeFeatureFrame(frame);
    for (let retryMs = FULL_RETRY_FIRST_MS; ; retryMs = Math.min(FULL_RETRY_LAST_MS, retryMs * 2)) {
      try {
        await this.bus.publish(subjects.features(this.organizationId), messageId, payload);
        this.fullSinceMs = null;
        return;
      } catch (error) {
        if (!isFull(error) || !this.hooks.running()) throw error;
      }
      const nowMs = this.hooks.now();
      this.fullSinceMs ??= nowMs;
      const waitedMs = nowMs - this.fullSinceMs;
      if (waitedMs > FULL_PATIENCE_MS) {
        this.hooks.onDropped(frame.rows);
        return;
      }
      this.hooks.onFull(waitedMs);
      await this.hooks.sleep(retryMs);
    }
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'BUS.SUBJECT_FULL' || error.code === 'BUS.STREAM_FULL');

/** Waits for every one, also after a failure: nothing may still be under way when the caller starts anew. */
async function all<T extends PublishReceipt | void>(running: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(running);
  return settled.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
