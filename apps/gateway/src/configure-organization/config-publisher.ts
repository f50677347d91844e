import { AppError, BUCKETS, type OrganizationConfig, organizationConfigSchema } from '@eagle/contracts';
import type { Bucket, Bus } from '@eagle/messaging';
import { Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { BUS } from '../ports.js';

const CONFLICTS_MAX = 5;

/** Gives stored configurations to all services through the `config` bucket. */
@Injectable()
export class ConfigPublisher {
  private readonly bucket: Bucket<OrganizationConfig>;
  private hasFailed = false;

  constructor(
    @Inject(BUS) bus: Bus,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {
    this.bucket = bus.bucket(BUCKETS.config, organizationConfigSchema);
  }

  /** Tells the services. A failure does not undo the change, which is stored already: `ConfigReconciler` tells it again. */
  async publish(config: OrganizationConfig): Promise<void> {
    try {
      await this.bringUpTo(config);
    } catch (error) {
      this.hasFailed = true;
      this.logger.warn({ error, organizationId: config.organizationId }, 'Configuration not published yet');
      this.metrics
        .counter(
          'eagle_gateway_config_publish_failures_total',
          'Configurations that could not be published at once.',
        )
        .inc();
    }
  }

  /** Whether a publication failed since this was asked last. */
  takeFailure(): boolean {
    const { hasFailed } = this;
    this.hasFailed = false;
    return hasFailed;
  }

  /**
   * Publishes a configuration unless this revision or a later one is there: another replica may have been faster, and must not be set back.
   * @returns whether anything had to be written.
   */
  async bringUpTo(config: OrganizationConfig): Promise<boolean> {
    for (let attempt = 0; attempt < CONFLICTS_MAX; attempt += 1) {
      const entry = await this.bucket.get(config.organizationId);
      if (entry !== null && entry.value.revision >= config.revision) return false;
      try {
        await this.bucket.update(config.organizationId, config, entry?.revision ?? 0);
        return true;
      } catch (error) {
        if (!(error instanceof AppError && error.kind === 'conflict')) throw error;
      }
    }
    throw new AppError(
      'CONFIG.PUBLISH_CONTENDED',
      'unavailable',
      'The configuration is changed by several at once.',
    );
  }

  publishedKeys(): Promise<string[]> {
    return this.bucket.keys();
  }

  withdraw(key: string): Promise<void> {
    return this.bucket.delete(key);
  }
}
