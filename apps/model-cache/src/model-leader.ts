import { randomUUID } from 'node:crypto';
import type { SealedBundles } from '@eagle/artifacts';
import type { ModelFinding } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { TermDatabase, type Database } from '@eagle/persistence';
import type { LeaderTask, Logger, OrganizationConfigs, Term } from '@eagle/service-kit';
import { PostgresModelRegister } from './adapters/postgres-model-register.js';
import { Admissions } from './admit-bundle/admissions.js';
import type { VerifiedBundles } from './bundles/verified-bundles.js';
import type { ModelCacheConfig } from './config.js';
import type { ModelRegister } from './life/model-register.js';
import type { ModelCacheMetrics } from './metrics.js';
import { OrganizationRuntimes } from './organizations/organization-runtimes.js';
import type { LiveReplicas } from './replicas/live-replicas.js';

/** How often abandoned transfers are looked for. */
const SWEEP_MS = 5_000;

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

/**
 * The work of the leading replica of model-cache: it receives bundles and decides what serves. All
 * its writes belong to its term.
 */
export class ModelLeader implements LeaderTask {
  readonly runtimes: OrganizationRuntimes;
  readonly register: Pick<ModelRegister, 'tag'>;
  readonly admissions: Admissions;
  private sweep: NodeJS.Timeout | null = null;

  constructor(parts: ModelLeaderParts, config: ModelCacheConfig, term: Term) {
    const { bus, configs, bundles, replicas, metrics, logger, sealed, database } = parts;
    const register = new PostgresModelRegister(new TermDatabase(database, 'model-cache', term));
    this.register = register;
    this.admissions = new Admissions({
      sealed,
      bytesMax: config.ADMISSION_BYTES_MAX,
      now: () => performance.now(),
      newTransferId: randomUUID,
    });
    this.runtimes = new OrganizationRuntimes(
      bus,
      configs,
      {
        ...{ bundles, replicas, metrics, register, stored: sealed },
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

  /** The findings of the health watch, for each organization that it has checked. */
  findings(): Iterable<readonly ModelFinding[]> {
    return this.runtimes.findings();
  }

  async start(): Promise<void> {
    this.sweep = setInterval(() => this.admissions.sweep(), SWEEP_MS);
    await this.runtimes.start();
  }

  /**
   * Both ways are the same here: a step in progress is written completely or refused completely.
   */
  async stop(): Promise<void> {
    if (this.sweep !== null) clearInterval(this.sweep);
    await this.runtimes.stop();
  }
}
