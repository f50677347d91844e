import { BUCKETS, feedCredentialsSchema } from '@eagle/contracts/bus';
import {
  type OrganizationConfig,
  organizationConfigSchema,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { z } from 'zod';
import { parsedConfigDigest } from './config-digest.js';

/** The parts of a published configuration that show whether it equals the stored one. */
export interface PublishedConfig extends Pick<OrganizationConfig, 'revision' | 'name' | 'enabled'> {
  /** Covers all that the services read: a forged one may carry the right revision. */
  readonly digest: string;
}

/** The parts of a stored configuration that show whether it equals the published one. */
export interface StoredRevision extends PublishedConfig {
  readonly passwordSealed: string | null;
}

/**
 * The configurations that were published last. They are watched, not read on demand, so that a
 * check of an unchanged organization costs nothing.
 */
@Injectable()
export class PublishedConfigs implements OnModuleDestroy {
  /** Null: the value is no configuration. */
  private readonly published = new Map<string, PublishedConfig | null>();
  /** Sealed passwords as the readers of feeds have them. */
  private readonly passwords = new Map<string, string | null>();
  /** Keys that were written since the last call. */
  private readonly changed = new Set<string>();
  private readonly listeners: ((key: string) => void)[] = [];
  private following: Promise<readonly Subscription[]> | null = null;

  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** Resolves once every published configuration is known. All callers share one watch. */
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
    await Promise.all(((await this.following) ?? []).map((watch) => watch.stop()));
  }

  /** Whether the services know this revision, and the readers of feeds its password. */
  holds(organizationId: OrganizationId, stored: StoredRevision): boolean {
    const reported = this.published.get(organizationId) ?? null;
    return (
      reported !== null &&
      reported.name === stored.name &&
      reported.enabled === stored.enabled &&
      reported.revision === stored.revision &&
      reported.digest === stored.digest &&
      (this.passwords.get(organizationId) ?? null) === (stored.passwordSealed || null)
    );
  }

  /** Includes organizations that no longer exist. */
  keys(): string[] {
    return [...new Set([...this.published.keys(), ...this.passwords.keys()])];
  }

  /**
   * @param listener  Called with the key of each configuration that is published, replaced or
   * withdrawn.
   */
  onChange(listener: (key: string) => void): void {
    this.listeners.push(listener);
  }

  get hasChanged(): boolean {
    return this.changed.size > 0;
  }

  /** Keys that this gateway or anybody else has written since the last call. */
  takeChanged(): ReadonlySet<string> {
    const changed = new Set(this.changed);
    this.changed.clear();
    return changed;
  }

  /** Accepts every value: one that is no configuration must be seen to be replaced. */
  private watch(): Promise<readonly Subscription[]> {
    return Promise.all([
      this.bus.bucket(BUCKETS.config, z.unknown()).watch(
        (key, value) => {
          this.changed.add(key);
          if (value === null) this.published.delete(key);
          else this.published.set(key, reported.safeParse(value).data ?? null);
          this.report(key);
        },
        (key) => {
          this.noteForged(this.published, key);
          this.report(key);
        },
      ),
      this.bus.bucket(BUCKETS.feedCredentials, z.unknown()).watch(
        (key, value) => {
          this.changed.add(key);
          if (value === null) this.passwords.delete(key);
          else this.passwords.set(key, feedCredentialsSchema.safeParse(value).data?.passwordSealed ?? null);
        },
        (key) => this.noteForged(this.passwords, key),
      ),
    ]);
  }

  private report(key: string): void {
    for (const listener of this.listeners) listener(key);
  }

  /** Nobody uses it, but it hides the value before it. */
  private noteForged(reported: Map<string, unknown>, key: string): void {
    this.changed.add(key);
    reported.set(key, null);
  }
}

const reported = organizationConfigSchema.transform((config) => ({
  revision: config.revision,
  name: config.name,
  enabled: config.enabled,
  digest: parsedConfigDigest(config),
}));
