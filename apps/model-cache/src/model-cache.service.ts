import type { SealedBundles } from '@eagle/artifacts';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Bus, Subscription } from '@eagle/messaging';
import type { Database } from '@eagle/persistence';
import type { Logger, Metrics } from '@eagle/service-kit';
import { serveAdmissions } from './admit-bundle/serve-admissions.js';
import { PostgresModelRegister } from './adapters/postgres-model-register.js';
import { VerifiedBundles } from './bundles/verified-bundles.js';
import type { ModelCacheConfig } from './config.js';
import { ModelCacheMetrics } from './metrics.js';
import { OrganizationDesks } from './organizations/organization-desks.js';
import { CompactModels } from './bundles/compact-models.js';
import { serveModels } from './promote-model/serve-models.js';
import { LiveReplicas } from './replicas/live-replicas.js';

/** The parts of the service, made and connected; started and stopped in the order in which they need each other. */
export class ModelCacheService implements OnModuleInit, OnApplicationShutdown {
  readonly #bundles: VerifiedBundles;
  readonly #compact: CompactModels;
  readonly #replicas: LiveReplicas;
  readonly #desks: OrganizationDesks;
  readonly #metrics: ModelCacheMetrics;
  readonly #register: PostgresModelRegister;
  #served: Subscription[] = [];

  constructor(
    private readonly bus: Bus,
    private readonly sealed: SealedBundles,
    private readonly database: Database,
    private readonly config: ModelCacheConfig,
    metrics: Metrics,
    logger: Logger,
  ) {
    this.#bundles = new VerifiedBundles(sealed, config.MODEL_CACHE_BYTES_MAX);
    this.#compact = new CompactModels(this.#bundles, logger);
    this.#metrics = new ModelCacheMetrics(metrics, {
      bytes: () => this.#bundles.bytes,
      bundles: () => this.#bundles.count,
      findings: () => this.#desks.findings(),
    });
    this.#bundles.metrics = this.#metrics;
    this.#replicas = new LiveReplicas(bus);
    this.#register = new PostgresModelRegister(database);
    this.#desks = new OrganizationDesks(
      bus,
      {
        bundles: this.#bundles,
        replicas: this.#replicas,
        metrics: this.#metrics,
        register: this.#register,
        removal: sealed,
        stored: sealed,
        quarantineAfterMs: config.MODEL_QUARANTINE_AFTER_MS,
      },
      config.MODEL_WATCH_EVERY_MS,
      logger,
    );
  }

  async onModuleInit(): Promise<void> {
    await this.#replicas.start();
    // Replicas fetch files while a promotion waits for them, so the answers come before the promotions.
    this.#served = [
      ...(await serveModels(
        this.bus,
        this.#bundles,
        this.#compact,
        this.#desks,
        this.#register,
        this.sealed,
      )),
      ...(await serveAdmissions(this.bus, this.sealed, this.#metrics, this.config.ADMISSION_BYTES_MAX)),
    ];
    await this.#desks.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#desks.stop();
    await Promise.all(this.#served.map((subscription) => subscription.stop()));
    await this.#replicas.stop();
    await this.bus.close();
    await this.database.close();
  }
}
