import { RPC, STREAMS } from '@eagle/contracts/bus';
import type { SealedBundles } from '@eagle/artifacts';
import type { ModelFinding } from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import { TermDatabase, type Database } from '@eagle/persistence';
import type { LeaderTask, Logger, OrganizationConfigs, Term } from '@eagle/service-kit';
import { PostgresModelRegister } from './adapters/postgres-model-register.js';
import { serveAdmissions } from './admit-bundle/serve-admissions.js';
import type { VerifiedBundles } from './bundles/verified-bundles.js';
import type { ModelCacheConfig } from './config.js';
import type { ModelCacheMetrics } from './metrics.js';
import { OrganizationDesks } from './organizations/organization-desks.js';
import { serveModels } from './promote-model/serve-models.js';
import type { LiveReplicas } from './replicas/live-replicas.js';

export interface ModelLeaderParts {
  readonly bus: Bus;
  readonly configs: OrganizationConfigs;
  readonly sealed: SealedBundles;
  readonly database: Database;
  readonly bundles: VerifiedBundles;
  readonly replicas: LiveReplicas;
  readonly metrics: ModelCacheMetrics;
  readonly logger: Logger;
}

/** What a replica reads and answers once it leads. */
export const HANDLED_BY_LEADER = [
  STREAMS.models,
  RPC.deployModel,
  RPC.rollBackModel,
  RPC.deleteModel,
  RPC.tagModel,
  RPC.reportModelHealth,
  RPC.reportModelUse,
  RPC.beginAdmission,
  RPC.admitPiece,
  RPC.commitAdmission,
  RPC.storedVersions,
] as const;

/** What the one replica of model-cache that leads does: takes bundles in, and decides what serves. All that it writes is of its term. */
export class ModelLeader implements LeaderTask {
  readonly #desks: OrganizationDesks;
  readonly #register: PostgresModelRegister;
  readonly #sealed: SealedBundles;
  #served: Subscription[] = [];

  constructor(
    private readonly parts: ModelLeaderParts,
    private readonly config: ModelCacheConfig,
    term: Term,
  ) {
    const { bus, configs, bundles, replicas, metrics, logger, sealed, database } = parts;
    this.#sealed = sealed;
    this.#register = new PostgresModelRegister(new TermDatabase(database, 'model-cache', term));
    this.#desks = new OrganizationDesks(
      bus,
      configs,
      {
        ...{ bundles, replicas, metrics, register: this.#register, stored: sealed },
        removal: {
          remove: (reference) => {
            term.assertHeld();
            return sealed.remove(reference);
          },
        },
        quarantineAfterMs: config.MODEL_QUARANTINE_AFTER_MS,
      },
      config.MODEL_WATCH_EVERY_MS,
      logger,
      term,
    );
  }

  /** What the health watch found, of each organization that it has looked at. */
  findings(): Iterable<readonly ModelFinding[]> {
    return this.#desks.findings();
  }

  async start(): Promise<void> {
    const { bus, metrics } = this.parts;
    this.#served = [
      ...(await serveModels(bus, this.#desks, this.#register)),
      ...(await serveAdmissions(bus, this.#sealed, metrics, this.config.ADMISSION_BYTES_MAX)),
    ];
    await this.#desks.start();
  }

  /** Both ways are the same here: a step that is under way is written as a whole or refused as a whole. */
  async stop(): Promise<void> {
    await Promise.all(this.#served.map((subscription) => subscription.stop()));
    await this.#desks.stop();
  }
}
