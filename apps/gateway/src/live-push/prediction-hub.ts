import { STREAMS } from '@eagle/contracts/bus';
import type { AssetId, OrganizationId, PredictionResult } from '@eagle/contracts/domain';
import { type Bus, type Subscription } from '@eagle/messaging';
import { BUS, Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CLOCK, type Clock } from '../ports.js';
import { LiveClients } from './live-clients.js';
import { latestOfFrame } from './predictions-of-frame.js';

/** A socket gets at most one prediction per asset in this time: the newest. */
const PUSH_EVERY_MS = 1_000;

interface Channel {
  subscribers: number;
  readonly pending: Map<AssetId, PredictionResult>;
  readonly subscription: Promise<Subscription>;
  readonly timer: NodeJS.Timeout;
}

/** Follows the predictions only of organizations that somebody watches. */
@Injectable()
export class PredictionHub implements OnModuleDestroy {
  private readonly channels = new Map<OrganizationId, Channel>();

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    bus.handles(STREAMS.predictions);
  }

  subscribe(organizationId: OrganizationId): void {
    const channel = this.channels.get(organizationId) ?? this.open(organizationId);
    channel.subscribers += 1;
  }

  unsubscribe(organizationId: OrganizationId): void {
    const channel = this.channels.get(organizationId);
    if (channel === undefined) return;
    channel.subscribers -= 1;
    if (channel.subscribers > 0) return;
    this.channels.delete(organizationId);
    this.stop(channel).catch((error: unknown) => {
      this.logger.warn({ error, organizationId }, 'The subscription to predictions could not be ended');
    });
  }

  async onModuleDestroy(): Promise<void> {
    const open = [...this.channels.values()];
    this.channels.clear();
    await Promise.allSettled(open.map((channel) => this.stop(channel)));
  }

  private open(organizationId: OrganizationId): Channel {
    const pending = new Map<AssetId, PredictionResult>();
    const subscription = this.bus.follow(STREAMS.predictions, {
      filterSubjects: [STREAMS.predictions.subject(organizationId)],
      from: 'new',
      onMessage: (message) => {
        for (const [assetId, result] of latestOfFrame(message.decode(), this.clock()))
          pending.set(assetId, result);
      },
    });
    subscription.catch((error: unknown) => {
      this.logger.warn({ error, organizationId }, 'Predictions could not be followed');
      if (this.channels.get(organizationId) === channel) this.channels.delete(organizationId);
      clearInterval(channel.timer);
    });
    const timer = setInterval(() => this.flush(organizationId, pending), PUSH_EVERY_MS);
    const channel: Channel = { subscribers: 0, pending, subscription, timer };
    this.channels.set(organizationId, channel);
    return channel;
  }

  private flush(organizationId: OrganizationId, pending: Map<AssetId, PredictionResult>): void {
    for (const { client } of this.clients.of(organizationId)) {
      if (!client.wantsPredictions) continue;
      for (const prediction of pending.values()) client.sendPrediction(prediction);
    }
    pending.clear();
  }

  private async stop(channel: Channel): Promise<void> {
    clearInterval(channel.timer);
    const subscription = await channel.subscription;
    await subscription.stop();
  }
}
