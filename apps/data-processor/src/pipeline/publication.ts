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

/** Publishes one organization's scans and frames and waits until they are stored. */
export class Publication {
  constructor(
    private readonly bus: Bus,
    private readonly organizationId: OrganizationId,
    private readonly hooks: {
      /** Whether to go on waiting for room. */
      readonly running: () => boolean;
      /** Called while the organization's feature frames wait for room, with how long already. */
      readonly onFull: (waitedMs: number) => void;
      readonly sleep: (ms: number) => Promise<unknown>;
    },
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

  /** Waits as long as the organization's share of the stream is full. A frame that is there already counts as published. */
  async frames(batch: number, frames: readonly FeatureFrame[]): Promise<void> {
    await all(frames.map((frame, index) => this.frame(frame, frameMessageId(frame, batch, index))));
  }

  private async frame(frame: FeatureFrame, messageId: string): Promise<void> {
    const payload = encodeFeatureFrame(frame);
    let retryMs = FULL_RETRY_FIRST_MS;
    for (let waitedMs = 0; ; waitedMs += retryMs, retryMs = Math.min(FULL_RETRY_LAST_MS, retryMs * 2)) {
      try {
        await this.bus.publish(subjects.features(this.organizationId), messageId, payload);
        return;
      } catch (error) {
        if (!isFull(error) || !this.hooks.running()) throw error;
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
