import { STREAMS } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { encodeScanBatch, type ScanBatch } from '@eagle/contracts/frames';
import type { Bus, PublishReceipt } from '@eagle/messaging';
import { scanMessageId } from './scan-messages.js';

/** Publishes one organization's scans and waits until they are stored. */
export class Publication {
  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly organizationId: OrganizationId,
  ) {}

  /**
   * @returns the highest stream sequence.
   * @throws AppError `PIPELINE.NOT_ALONE` (conflict) where the stream already has a message under
   * one of these numbers: another process published it, or this one without learning the result.
   * The pipeline then has to recover from the stream.
   */
  async scans(messages: readonly ScanBatch[]): Promise<number> {
    const receipts = await all(
      messages.map((message) =>
        this.bus.publish(
          STREAMS.scans.subject(this.organizationId, message.assetId),
          scanMessageId(message),
          encodeScanBatch(message),
        ),
      ),
    );
    if (receipts.some(({ duplicate }) => duplicate)) {
      throw new AppError('PIPELINE.NOT_ALONE', 'Scans were published already under these numbers.');
    }
    return receipts.reduce((max, { sequence }) => Math.max(max, sequence), 0);
  }

  /** Heartbeats: no row came, and time has passed. */
  async heartbeats(messages: readonly ScanBatch[]): Promise<void> {
    await all(
      messages.map((message) =>
        this.bus.publish(
          STREAMS.scans.subject(this.organizationId, message.assetId),
          `${this.organizationId}:${message.assetId}:at:${message.heartbeatAtMs}`,
          encodeScanBatch(message),
        ),
      ),
    );
  }
}

/**
 * Waits for every one, also after a failure: no publication may be in flight when the caller
 * recovers.
 */
async function all<T extends PublishReceipt | void>(running: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(running);
  return settled.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
