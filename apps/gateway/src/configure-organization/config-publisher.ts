import {
  AppError,
  BUCKETS,
  type OrganizationConfig,
  organizationConfigSchema,
  type OrganizationId,
} from '@eagle/contracts';
import type { Bucket, BucketEntry, Bus } from '@eagle/messaging';
import { Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { BUS } from '../ports.js';

const CONFLICTS_MAX = 5;

/** Gives stored configurations to all services through the `config` bucket. */
@Injectable()
export class ConfigPublisher {
  private readonly bucket: Bucket<OrganizationConfig>;
  private failed = false;

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
      this.failed = true;
      this.logger.warn({ error, organizationId: config.organizationId }, 'Configuration not published yet');
      this.metrics
        .counter(
          'eagle_gateway_config_publish_failures_total',
          'Configurations that could not be published at once.',
        )
        .inc();
    }
  }

  /** Whether a publication failed since that was taken last. */
  get hasFailed(): boolean {
    return this.failed;
  }

  takeFailure(): boolean {
    const { failed } = this;
    this.failed = false;
    return failed;
  }

  /**
   * Publishes a configuration unless this revision or a later one is there: another replica may have been faster, and must not be set back. What
   * is there and is no configuration gives way.
   * @returns whether anything had to be written.
   */
  async bringUpTo(config: OrganizationConfig): Promise<boolean> {
    for (let attempt = 0; attempt < CONFLICTS_MAX; attempt += 1) {
      const entry = await this.published(config.organizationId);
      if (entry === 'broken') {
        await this.bucket.put(config.organizationId, config);
        return true;
      }
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

  /** @returns `broken` where something lies there that is no configuration: nobody can use it, and it must not keep the others from being healed. */
  private async published(
    organizationId: OrganizationId,
  ): Promise<BucketEntry<OrganizationConfig> | 'broken' | null> {
    try {
      return await this.bucket.get(organizationId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'BUS.BUCKET_VALUE_INVALID') return 'broken';
      throw error;
    }
  }

  withdraw(key: string): Promise<void> {
    return this.bucket.delete(key);
  }
}
