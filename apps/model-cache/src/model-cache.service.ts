import type { SealedBundles } from '@eagle/artifacts';
import { STREAMS } from '@eagle/contracts/bus';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Bus, Subscription } from '@eagle/messaging';
import type { Database } from '@eagle/persistence';
import {
  BUS,
  CONFIG,
  ConfigWatch,
  HealthRegistry,
  type LeaderElection,
  Logger,
  Metrics,
  RequestTransport,
} from '@eagle/service-kit';
import { DATABASE, electLeader } from '@eagle/service-kit/database';
import { GIVES_BUNDLES } from './bundles/bundles.controller.js';
import { CompactModels } from './bundles/compact-models.js';
import { SEALED_STORE } from './bundles/sealed-store.js';
import { VerifiedBundles } from './bundles/verified-bundles.js';
import type { ModelCacheConfig } from './config.js';
import { ModelCacheMetrics } from './metrics.js';
import { ModelLeader } from './model-leader.js';
import { LiveReplicas } from './replicas/live-replicas.js';
import { service } from './service.js';

/**
 * The parts of the service, created and connected. Every replica serves bundles; the leader also
 * receives them and decides what is live.
 */
@Injectable()
export class ModelCacheService implements OnModuleInit, OnModuleDestroy {
  readonly bundles: VerifiedBundles;
  readonly compact: CompactModels;
  readonly metrics: ModelCacheMetrics;
  readonly election: LeaderElection<ModelLeader>;
  private readonly replicas: LiveReplicas;
  private giving: Subscription | null = null;

  constructor(
    @Inject(BUS) bus: Bus,
    @Inject(RequestTransport) private readonly requests: RequestTransport,
    @Inject(ConfigWatch) configs: ConfigWatch,
    @Inject(SEALED_STORE) sealed: SealedBundles,
    @Inject(DATABASE) database: Database,
    @Inject(CONFIG) config: ModelCacheConfig,
    @Inject(Metrics) metrics: Metrics,
    @Inject(HealthRegistry) health: HealthRegistry,
    @Inject(Logger) logger: Logger,
  ) {
    const bundles = new VerifiedBundles(sealed, config.MODEL_CACHE_BYTES_MAX);
    const replicas = new LiveReplicas(bus);
    const ownMetrics = new ModelCacheMetrics(metrics, {
      bytes: () => bundles.bytes,
      bundles: () => bundles.count,
      findings: () => this.election.current?.findings() ?? [],
    });
    bundles.metrics = ownMetrics;
    this.bundles = bundles;
    this.compact = new CompactModels(bundles, logger);
    this.metrics = ownMetrics;
    this.replicas = replicas;
    const parts = { bus, configs, sealed, database, bundles, replicas, metrics: ownMetrics, logger };
    bus.handles(STREAMS.models);
    this.election = electLeader(
      service.name,
      { bus, database, config, logger, requests },
      (term) => new ModelLeader(parts, config, term),
    );
    this.election.report(metrics, health);
  }

  async onModuleInit(): Promise<void> {
    await this.replicas.start();
    this.giving = await this.requests.open(GIVES_BUNDLES);
    await this.election.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.election.stop('orderly');
    await this.giving?.stop();
    await this.replicas.stop();
  }
}
