import { Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { OrganizationRepository } from '../adapters/postgres/organization.repository.js';
import { ConfigPublisher } from './config-publisher.js';
import { ConfigureOrganization } from './configure-organization.js';

/** How often everything that was stored is compared with what the services were told. */
const RECONCILE_MS = 30_000;
/** How soon a publication that failed is tried again. */
const TICK_MS = 1_000;

/**
 * Postgres is the truth, the `config` bucket its copy. A crash between commit and put, a bus that was away, a bucket that was lost: each
 * is healed here, at the start, after a failure and every half minute.
 */
@Injectable()
export class ConfigReconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;
  private ticksUntilDue = 0;

  constructor(
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(ConfigureOrganization) private readonly configure: ConfigureOrganization,
    @Inject(ConfigPublisher) private readonly publisher: ConfigPublisher,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.next(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.running;
  }

  /** Publishes what is missing or behind, and withdraws what no longer exists. Replicas may do it at once. */
  async reconcile(): Promise<{ readonly published: number; readonly withdrawn: number }> {
    const ids = await this.organizations.allIds();
    let published = 0;
    for (const id of ids) {
      if (this.isStopped) break;
      const organization = await this.organizations.find(id);
      if (organization === null) continue;
      const config = await this.configure.align(null, organization, 'ORGANIZATION.HEALED');
      if (await this.publisher.bringUpTo(config)) published += 1;
    }
    const known = new Set<string>(ids);
    let withdrawn = 0;
    for (const key of await this.publisher.publishedKeys()) {
      // Asked again: the organization may have been made after the list was read.
      if (known.has(key) || (await this.organizations.exists(key))) continue;
      await this.publisher.withdraw(key);
      withdrawn += 1;
    }
    return { published, withdrawn };
  }

  private next(delayMs: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.tick();
    }, delayMs);
  }

  private async tick(): Promise<void> {
    this.ticksUntilDue -= 1;
    if (this.ticksUntilDue <= 0 || this.publisher.takeFailure()) {
      try {
        const { published, withdrawn } = await this.reconcile();
        if (published + withdrawn > 0)
          this.logger.info({ published, withdrawn }, 'Configurations reconciled');
        this.ticksUntilDue = RECONCILE_MS / TICK_MS;
      } catch (error) {
        this.logger.warn({ error }, 'Configurations could not be reconciled yet');
      }
    }
    this.next(TICK_MS);
  }
}
