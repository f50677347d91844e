import { setTimeout as delay } from 'node:timers/promises';
import { organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { isUnboundSecret, Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { METRICS } from '../declared-metrics.js';
import { type Organization, OrganizationRepository } from './organization.repository.js';
import { configDigest } from './config-digest.js';
import { ConfigPublisher } from './config-publisher.js';
import { ConfigureOrganization } from './configure-organization.js';
import { PublishedConfigs } from './published-configs.js';

/** One comparison of all stored configurations with the published ones is spread over this time. */
const SWEEP_MS = 30_000;
/** Wait before a failed publication or sweep is tried again. */
const TICK_MS = 1_000;

export interface Reconciliation {
  readonly published: number;
  readonly withdrawn: number;
}

/**
 * Postgres is the truth, the `config` bucket its copy. A crash between commit and put, an
 * unreachable bus and a lost bucket are repaired here: at once at the start and after a failure,
 * otherwise within half a minute. Organizations follow one another, because all of them together
 * would slow down everything else on the machine.
 */
@Injectable()
export class ConfigReconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private readonly digests = new Map<string, { readonly revision: number; readonly digest: string }>();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(ConfigureOrganization) private readonly configure: ConfigureOrganization,
    @Inject(ConfigPublisher) private readonly publisher: ConfigPublisher,
    @Inject(PublishedConfigs) private readonly published: PublishedConfigs,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /**
   * Publishes missing and outdated configurations, and withdraws those of deleted organizations.
   * Replicas may do so at the same time.
   * @param overMs  The organizations are spread over this time; a failed publication ends it early.
   */
  async reconcile(overMs = 0): Promise<Reconciliation> {
    await this.published.follow();
    const organizations = await this.organizations.all();
    const pauseMs = overMs / Math.max(1, organizations.length);
    let published = 0;
    for (const organization of organizations) {
      if (this.isStopped) break;
      if (!(await this.isPublished(organization)) && (await this.heal(organization))) published += 1;
      if (pauseMs > 0 && !(await this.rest(pauseMs))) break;
    }
    const withdrawn = await this.withdrawStrays(new Set(organizations.map(({ id }) => id)));
    return { published, withdrawn };
  }

  /** Cheap, and may be wrong for a moment after a change: then there is nothing to repair. */
  private async isPublished({ id, name, enabled }: Organization): Promise<boolean> {
    const newest = await this.organizations.newestRevision(id);
    if (newest === null || isUnboundSecret(newest.passwordSealed ?? '')) return false;
    const digest = await this.digestOf(id, newest.revision);
    return this.published.holds(id, { ...newest, name, enabled, digest });
  }

  /** A stored revision never changes, so it is read once. */
  private async digestOf(id: OrganizationId, revision: number): Promise<string> {
    const known = this.digests.get(id);
    if (known?.revision === revision) return known.digest;
    const config = await this.organizations.config(id);
    if (config === null) return '';
    const digest = configDigest(config);
    this.digests.set(id, { revision: config.revision, digest });
    return digest;
  }

  /** @returns whether anything was published. */
  private async heal({ id }: Organization): Promise<boolean> {
    const organization = await this.organizations.find(id);
    if (organization === null) return false;
    const config = await this.configure.heal(organization);
    return this.publisher.bringUpTo(config);
  }

  /**
   * Writes to the buckets are compared at once: a configuration that differs from the stored one
   * stays for a second at most.
   */
  private async checkChanged(): Promise<void> {
    for (const key of this.published.takeChanged()) {
      const id = organizationIdSchema.safeParse(key).data;
      const organization = id === undefined ? null : await this.organizations.find(id);
      if (organization === null || (await this.isPublished(organization))) continue;
      if (!(await this.heal(organization))) continue;
      this.logger.error(
        { organizationId: key },
        'A published configuration differed from the stored one and was replaced',
      );
      this.metrics.counter(METRICS.configsHealed).inc();
    }
  }

  private async withdrawStrays(known: ReadonlySet<string>): Promise<number> {
    let withdrawn = 0;
    for (const key of this.published.keys()) {
      // Read again: the organization may have been made after the list was read.
      if (known.has(key) || (await this.organizations.exists(key))) continue;
      await this.publisher.withdraw(key);
      withdrawn += 1;
    }
    return withdrawn;
  }

  private async run(): Promise<void> {
    let isBehind = true;
    while (!this.isStopped) {
      const isUrgent = this.publisher.takeFailure() || isBehind;
      try {
        await this.checkChanged();
        const { published, withdrawn } = await this.reconcile(isUrgent ? 0 : SWEEP_MS);
        isBehind = false;
        if (published + withdrawn > 0)
          this.logger.info({ published, withdrawn }, 'Configurations reconciled');
      } catch (error) {
        isBehind = true;
        if (!this.isStopped) this.logger.warn({ error }, 'Configurations could not be reconciled yet');
      }
      await this.rest(TICK_MS);
    }
  }

  /** @returns false after a failed publication or a stop, which cannot wait. */
  private async rest(ms: number): Promise<boolean> {
    for (let leftMs = ms; leftMs > 0; leftMs -= TICK_MS) {
      if (this.isStopped || this.publisher.hasFailed || this.published.hasChanged) return false;
      // Rejects only when the service stops.
      await delay(Math.min(leftMs, TICK_MS), undefined, { signal: this.stopping.signal }).catch(() => null);
    }
    return !this.isStopped;
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }
}
