import { STREAMS } from '@eagle/contracts/bus';
import { AppError, type AssetId } from '@eagle/contracts/domain';
import { TAIL, type TailBegun, type TailWanted, type TelemetryEnded } from '@eagle/contracts/socket';
import type { Bus } from '@eagle/messaging';
import { BUS, CONFIG, Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { GatewayConfig } from '../config.js';
import { METRICS } from '../declared-metrics.js';
import { AssetListener } from './asset-listener.js';
import { ClientTails, type Tail } from './client-tails.js';
import { ConfiguredSignals } from './configured-signals.js';
import { FollowedAsset } from './followed-asset.js';
import type { TailClient, TailedAsset } from './tail-client.js';

/**
 * Live tails of telemetry: the rows of an asset as they are published. An asset is followed only
 * while a socket of this replica listens to it, and once for all of them.
 */
@Injectable()
export class TailHub implements OnModuleDestroy {
  private readonly followed = new Map<string, FollowedAsset>();
  private readonly clients = new Map<string, ClientTails>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(ConfiguredSignals) private readonly signals: ConfiguredSignals,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {
    bus.handles(STREAMS.scans);
    signals.onChange((key) => this.checkAgain(key));
    metrics.gauge(METRICS.tailedAssets, (gauge) => gauge.set(this.followed.size));
    metrics.gauge(METRICS.tails, (gauge) => {
      gauge.set([...this.clients.values()].reduce((sum, { count }) => sum + count, 0));
    });
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.clients.clear();
    const followed = [...this.followed.values()];
    this.followed.clear();
    await Promise.allSettled(followed.map((each) => each.close()));
  }

  /**
   * Rows that are published from now on go to the client.
   * @throws AppError `TELEMETRY.ASSET_UNKNOWN`, `TELEMETRY.TAG_UNKNOWN` (not-found),
   * `PUSH.TOO_MANY_TAILS`, `PUSH.TAILS_FULL`, `PUSH.SUBSCRIBED_TOO_OFTEN` (exhausted),
   * `PUSH.CLIENT_GONE` (unavailable), and those of the bus.
   */
  async subscribe(client: TailClient, wanted: TailWanted): Promise<TailBegun> {
    const tails = this.tailsOf(client);
    return tails.inTurn(async () => {
      tails.countChange(performance.now());
      const { assetId, tags } = wanted;
      tails.assertPlaceFor(assetId);
      const asset = { organizationId: client.organizationId, assetId };
      await this.signals.assertConfigured(asset.organizationId, assetId, tags);
      const followed = this.follow(asset);
      try {
        await followed.open();
        // The configuration may have changed while the subscription was made.
        await this.signals.assertConfigured(asset.organizationId, assetId, tags);
        if (this.clients.get(client.id) !== tails) throw clientGone();
        return this.begin(tails, new AssetListener(assetId, tags), followed);
      } catch (error) {
        this.release(followed);
        throw error;
      }
    });
  }

  /** @throws AppError `PUSH.SUBSCRIBED_TOO_OFTEN` (exhausted). */
  async unsubscribe(client: TailClient, assetId: AssetId): Promise<void> {
    const tails = this.clients.get(client.id);
    await tails?.inTurn(async () => {
      tails.countChange(performance.now());
      this.end(tails, assetId);
    });
  }

  /** The socket closed, or must listen no more. */
  leave(client: TailClient): void {
    const tails = this.clients.get(client.id);
    if (tails === undefined) return;
    this.clients.delete(client.id);
    for (const { listener } of tails.all) this.end(tails, listener.assetId);
  }

  /** A former tail of the same asset is replaced. */
  private begin(tails: ClientTails, listener: AssetListener, followed: FollowedAsset): TailBegun {
    const { assetId, tags } = listener;
    const former = tails.of(assetId);
    const newest = followed.add(listener);
    if (former !== null) this.drop(former);
    tails.set({ listener, followed });
    this.timer ??= setTimeout(() => this.update(), TAIL.updateEveryMs);
    return { assetId, tags: [...tags], newest };
  }

  private tailsOf(client: TailClient): ClientTails {
    const known = this.clients.get(client.id);
    if (known !== undefined) return known;
    if (client.ended) throw clientGone();
    const tails = new ClientTails(client);
    this.clients.set(client.id, tails);
    return tails;
  }

  /** To be given back with `release`. */
  private follow(asset: TailedAsset): FollowedAsset {
    const followed = this.followed.get(keyOf(asset)) ?? this.newlyFollowed(asset);
    followed.hold();
    return followed;
  }

  private newlyFollowed(asset: TailedAsset): FollowedAsset {
    if (this.followed.size >= this.config.TAILED_ASSETS_MAX) {
      throw new AppError(
        'PUSH.TAILS_FULL',
        `The ${this.config.TAILED_ASSETS_MAX} assets that are followed here are the limit: try again later, or read the range.`,
      );
    }
    const followed = new FollowedAsset(this.bus, asset);
    this.followed.set(keyOf(asset), followed);
    return followed;
  }

  private end(tails: ClientTails, assetId: AssetId): void {
    const tail = tails.of(assetId);
    if (tail === null) return;
    tails.delete(assetId);
    this.drop(tail);
  }

  private drop({ listener, followed }: Tail): void {
    followed.remove(listener);
    this.release(followed);
  }

  /** The last one ends the subscription. */
  private release(followed: FollowedAsset): void {
    if (!followed.release()) return;
    const { asset } = followed;
    if (this.followed.get(keyOf(asset)) === followed) this.followed.delete(keyOf(asset));
    followed.close().catch((error: unknown) => {
      this.logger.warn({ error, ...asset }, 'The subscription to scans could not be ended');
    });
  }

  private update(): void {
    let condensed = 0;
    for (const followed of this.followed.values()) condensed += followed.distribute();
    this.metrics.counter(METRICS.tailRowsCondensed).inc(condensed);
    for (const tails of this.clients.values()) {
      const outcome = tails.sendUpdate();
      if (outcome !== 'nothing') this.metrics.counter(METRICS.tailUpdates).inc({ outcome });
    }
    // Counted from the end of this update: two of them are never closer.
    this.timer = this.followed.size === 0 ? null : setTimeout(() => this.update(), TAIL.updateEveryMs);
  }

  /** Ends tails of what is configured no more. */
  private checkAgain(key: string): void {
    for (const tails of this.clients.values()) {
      if (tails.client.organizationId !== key) continue;
      for (const { listener } of tails.all) {
        this.check(tails, listener).catch((error: unknown) => {
          this.logger.warn({ error, organizationId: key }, 'A tail ends: its configuration cannot be read');
          this.stop(tails, listener, 'interrupted');
        });
      }
    }
  }

  private async check(tails: ClientTails, listener: AssetListener): Promise<void> {
    const { organizationId } = tails.client;
    try {
      await this.signals.assertConfigured(organizationId, listener.assetId, listener.tags);
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'not-found') throw error;
      this.stop(tails, listener, 'not-configured');
    }
  }

  private stop(tails: ClientTails, listener: AssetListener, reason: TelemetryEnded['reason']): void {
    // The client has left, or wants something else of the asset by now.
    if (tails.of(listener.assetId)?.listener !== listener) return;
    this.end(tails, listener.assetId);
    tails.client.sendTelemetryEnded({ assetId: listener.assetId, reason });
  }
}

const keyOf = ({ organizationId, assetId }: TailedAsset): string => `${organizationId}/${assetId}`;

function clientGone(): AppError {
  return new AppError('PUSH.CLIENT_GONE', 'The client is gone.');
}
