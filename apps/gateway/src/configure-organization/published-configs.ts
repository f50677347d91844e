import {
  BUCKETS,
  type OrganizationConfig,
  organizationConfigSchema,
  type OrganizationId,
} from '@eagle/contracts';
import type { Bus, Subscription } from '@eagle/messaging';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { z } from 'zod';
import { BUS } from '../ports.js';

/** What of a published configuration tells whether it is the stored one. */
export type PublishedConfig = Pick<OrganizationConfig, 'revision' | 'name' | 'enabled'>;

/** What the services were told last, followed rather than asked for: a look at an organization that is as it should be costs nothing. */
@Injectable()
export class PublishedConfigs implements OnModuleDestroy {
  /** Null: what lies there is no configuration. */
  private readonly published = new Map<string, PublishedConfig | null>();
  private following: Promise<Subscription> | null = null;

  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** Resolves once everything that is published is known. Who asks meanwhile or later shares the one watch. */
  async follow(): Promise<void> {
    this.following ??= this.watch();
    try {
      await this.following;
    } catch (error) {
      this.following = null;
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await (await this.following)?.stop();
  }

  of(organizationId: OrganizationId): PublishedConfig | null {
    return this.published.get(organizationId) ?? null;
  }

  /** Also those of organizations that are no more. */
  keys(): string[] {
    return [...this.published.keys()];
  }

  /** Takes whatever lies there: what is no configuration has to be seen, to be replaced. */
  private watch(): Promise<Subscription> {
    return this.bus.bucket(BUCKETS.config, z.unknown()).watch((key, value) => {
      if (value === null) this.published.delete(key);
      else this.published.set(key, told.safeParse(value).data ?? null);
    });
  }
}

const told = organizationConfigSchema.transform(({ revision, name, enabled }) => ({
  revision,
  name,
  enabled,
}));
