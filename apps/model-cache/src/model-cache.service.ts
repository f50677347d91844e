import type { SealedBundles } from '@eagle/artifacts';
import { STREAMS } from '@eagle/contracts/bus';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Bus, Subscription } from '@eagle/messaging';
import { LeaderTerms, type Database } from '@eagle/persistence';
import {
  LeaderElection,
  leaderLease,
  type ConfigWatch,
  type HealthRegistry,
  type Logger,
  type Metrics,
  type RequestTransport,
} from '@eagle/service-kit';
import { GIVES_BUNDLES } from './bundles/bundles.controller.js';
import { CompactModels } from './bundles/compact-models.js';
import { VerifiedBundles } from './bundles/verified-bundles.js';
import type { ModelCacheConfig } from './config.js';
import { ModelCacheMetrics } from './metrics.js';
import { ModelLeader } from './model-leader.js';
import { LiveReplicas } from './replicas/live-replicas.js';

/** The parts of the service, made and connected. Every replica gives bundles out; the one that leads also takes them in and decides. */
export class ModelCacheService implements OnModuleInit, OnModuleDestroy {
  readonly bundles: VerifiedBundles;
  readonly compact: CompactModels;
  readonly metrics: ModelCacheMetrics;
  readonly election: LeaderElection<ModelLeader>;
  readonly #replicas: LiveReplicas;
  #giving: Subscription | null = null;

  constructor(
    bus: Bus,
    private readonly requests: RequestTransport,
    configs: ConfigWatch,
    sealed: SealedBundles,
    database: Database,
    config: ModelCacheConfig,
    metrics: Metrics,
    health: HealthRegistry,
    logger: Logger,
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
    this.#replicas = replicas;
    const parts = { bus, configs, sealed, database, bundles, replicas, metrics: ownMetrics, logger };
    bus.handles(STREAMS.models);
    this.election = new LeaderElection({
      lease: leaderLease(bus, 'model-cache', config.REPLICA, config.LEASE_TTL_MS),
      ttlMs: config.LEASE_TTL_MS,
      fencingTokens: new LeaderTerms(database, 'model-cache'),
      logger,
      requests,
      task: (term) => new ModelLeader(parts, config, term),
    });
    this.election.report(metrics, health);
  }

  async onModuleInit(): Promise<void> {
    await this.#replicas.start();
    this.#giving = await this.requests.open(GIVES_BUNDLES);
    await this.election.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.election.stop('orderly');
    await this.#giving?.stop();
    await this.#replicas.stop();
  }
}
