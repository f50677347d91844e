import { STREAMS } from '@eagle/contracts/bus';
import type { AssetId, OrganizationId, PredictionResult } from '@eagle/contracts/domain';
import type { PredictionFrame } from '@eagle/contracts/frames';
import type { Bus, BusMessage } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ConcurrencyLimiter } from '../live-push/concurrency-limiter.js';
import { latestOfFrame } from '../live-push/predictions-of-frame.js';
import { CLOCK, type Clock } from '../ports.js';

/**
 * How far before the newest frame the others are searched: assets are predicted nearly at the same
 * time.
 */
const SPAN_MS = 2_000;
const READ_MS_MAX = 2_000;
const READS_AT_ONCE_MAX = 8;

/** Reads an organization's newest predictions from the stream; nothing is kept here. */
@Injectable()
export class LatestPredictions {
  private readonly limiter = new ConcurrencyLimiter(READS_AT_ONCE_MAX);

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * By asset, in the order of their names; empty when nothing was predicted within the stream's
   * age.
   */
  async of(organizationId: OrganizationId): Promise<PredictionResult[]> {
    const newest = await this.bus.lastMessage(
      STREAMS.predictions,
      STREAMS.predictions.subject(organizationId),
    );
    if (newest === null) return [];
    const found = await this.limiter.run(() => this.readUpTo(organizationId, newest));
    // The newest frame is always known, even when the ones before it took too long.
    for (const [assetId, result] of latestOfFrame(newest.decode(), this.clock())) found.set(assetId, result);
    return [...found.values()].sort((a, b) => (a.assetId < b.assetId ? -1 : 1));
  }

  private async readUpTo(
    organizationId: OrganizationId,
    newest: BusMessage<PredictionFrame>,
  ): Promise<Map<AssetId, PredictionResult>> {
    const found = new Map<AssetId, PredictionResult>();
    const end = Promise.withResolvers<void>();
    const timer = setTimeout(end.resolve, READ_MS_MAX);
    const subscription = await this.bus.follow(STREAMS.predictions, {
      filterSubjects: [STREAMS.predictions.subject(organizationId)],
      from: { sinceMs: newest.storedAtMs - SPAN_MS },
      onMessage: (message) => {
        if (message.sequence >= newest.sequence) return end.resolve();
        for (const [assetId, result] of latestOfFrame(message.decode(), this.clock()))
          found.set(assetId, result);
      },
    });
    await end.promise;
    clearTimeout(timer);
    await subscription.stop();
    return found;
  }
}
