import { BUCKETS } from '@eagle/contracts/bus';
import {
  AppError,
  organizationIdSchema,
  type OrganizationConfig,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { BUS } from '../bus/bus.module.js';
import { CONFIG_WATCH_METRICS } from '../declared-metrics.js';
import { HealthRegistry } from '../health.js';
import { Logger } from '../logger.js';
import { Metrics } from '../metrics.js';

/** @param config  Null: the organization was removed. */
export type OnConfig = (organizationId: OrganizationId, config: OrganizationConfig | null) => void;

/** The configurations of the organizations, as the gateway wrote and signed them. */
export interface OrganizationConfigs {
  /**
   * Calls back for the configuration of every organization, then for every change, each
   * organization's in the order in which they were written. Resolves after the initial ones. A
   * forged or unreadable configuration is logged and skipped, and an error of the callback is
   * logged: the previous configuration stays in force, and no other organization is affected. After
   * a reconnect only what changed meanwhile is delivered.
   * @throws AppError as the bus, where the configurations cannot be read at all; a later call may
   * succeed.
   */
  follow(onConfig: OnConfig): Promise<Subscription>;
  /**
   * The stored configuration, for data that arrives before the watch delivers it; null where there
   * is none.
   * @throws AppError `BUS.BUCKET_VALUE_INVALID`, `BUS.BUCKET_VALUE_FORGED`, `BUS.WRONG_TENANT`;
   * else as the bus.
   */
  read(organizationId: OrganizationId): Promise<OrganizationConfig | null>;
}

/**
 * The source of the organizations' configurations in a service. Each call of `follow` has a
 * separate watch, so that a leader's term begins with the stored configurations of that time;
 * nothing is kept here. The gateway, which writes the configurations, looks at the bucket itself:
 * it has to see what no service obeys.
 */
@Injectable()
export class ConfigWatch implements OrganizationConfigs, OnModuleInit {
  private unread = 0;
  private misplaced = 0;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.health.register('configurations', () =>
      this.unread === 0 ? { ok: true } : { ok: false, reason: 'the configurations have not been read yet' },
    );
    this.metrics.gauge(CONFIG_WATCH_METRICS.misplaced, (gauge) => gauge.set(this.misplaced));
  }

  async follow(onConfig: OnConfig): Promise<Subscription> {
    this.unread += 1;
    try {
      return await this.bus.bucket(BUCKETS.config).watch((key, config) => {
        const organizationId = organizationIdSchema.parse(key);
        if (config === null || config.organizationId === organizationId) onConfig(organizationId, config);
        else this.refuse(organizationId, config);
      });
    } finally {
      this.unread -= 1;
    }
  }

  async read(organizationId: OrganizationId): Promise<OrganizationConfig | null> {
    const stored = await this.bus.bucket(BUCKETS.config).get(organizationId);
    if (stored === null || stored.value.organizationId === organizationId) return stored?.value ?? null;
    throw new AppError(
      'BUS.WRONG_TENANT',
      'Under this organization lies the configuration of another one: save the configuration again at the gateway.',
      { organizationId, found: stored.value.organizationId },
    );
  }

  private refuse(key: OrganizationId, { organizationId }: OrganizationConfig): void {
    this.misplaced += 1;
    this.logger.error(
      { key, organizationId },
      'A configuration lies under another organization and is left out',
    );
  }
}
