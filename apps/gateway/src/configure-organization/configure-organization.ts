import { isDeepStrictEqual } from 'node:util';
import { AppError, BY_PLATFORM, type OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationConfigInput } from '@eagle/contracts/rest';
import { CONFIG, Logger } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { authorOf } from '../audit/audit-log.js';
import { type Organization, OrganizationRepository } from './organization.repository.js';
import type { GatewayConfig } from '../config.js';
import { invalidRequest } from '../http/request-validation.js';
import { CLOCK, type Clock } from '../ports.js';
import type { Principal } from '../access/principal.js';
import type { ConfigAction } from './config-action.js';
import { configMistakes } from './config-mistakes.js';
import { emptyConfig, storedFeed, storedMapping } from './config-parts.js';
import { ConfigPublisher } from './config-publisher.js';
import { FeedSealing } from './feed-sealing.js';
import { parseStoredConfig, type StoredConfig } from './stored-config.js';

/** The parts of a configuration that a change may touch. */
export type ConfigChange = Partial<
  Pick<StoredConfig, 'assets' | 'tags' | 'feed' | 'mapping' | 'rules' | 'settings'>
>;

/**
 * Every change of an organization's configuration goes through here: it is checked whole, stored as
 * a new revision, audited and published to all services.
 */
@Injectable()
export class ConfigureOrganization {
  constructor(
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(ConfigPublisher) private readonly publisher: ConfigPublisher,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  sealingOf(organizationId: OrganizationId): FeedSealing {
    return new FeedSealing(organizationId, this.config.SECRETS_KEY);
  }

  /** @throws AppError `ORGANIZATION.NOT_FOUND`. */
  async read(organizationId: OrganizationId): Promise<StoredConfig> {
    const config = await this.organizations.config(organizationId);
    if (config === null) throw organizationNotFound();
    return config;
  }

  /**
   * @param action  The action in the audit log.
   * @param expectedRevision  The revision that the change is based on; null: any.
   * @throws AppError `REQUEST.INVALID` with every mistake, `CONFIG.CHANGED_MEANWHILE` (conflict),
   * `ORGANIZATION.NOT_FOUND`.
   */
  async change(
    principal: Principal,
    organizationId: OrganizationId,
    action: ConfigAction,
    expectedRevision: number | null,
    decide: (current: StoredConfig) => ConfigChange,
  ): Promise<StoredConfig> {
    const next = await this.organizations.reviseConfig(
      organizationId,
      { action, by: authorOf(principal) },
      this.clock(),
      async (current) => {
        if (current === null) throw organizationNotFound();
        if (expectedRevision !== null && expectedRevision !== current.revision)
          throw changedMeanwhile(current);
        const candidate = await parseStoredConfig({ ...current, ...decide(current) });
        const mistakes = configMistakes(candidate);
        if (mistakes.length > 0) throw invalidRequest(mistakes);
        return isDeepStrictEqual(candidate, current)
          ? null
          : { ...candidate, revision: current.revision + 1 };
      },
    );
    if (next === null) throw organizationNotFound();
    await this.publisher.publish(next);
    return next;
  }

  /**
   * Updates the configuration of an organization to its name and enabled state, and seals the
   * password of an older installation anew. It repairs what another version of the platform left
   * behind.
   */
  async heal(organization: Organization): Promise<StoredConfig> {
    const author = { action: 'ORGANIZATION.HEALED', by: BY_PLATFORM } as const;
    const revise = this.following(organization);
    const healed = await this.organizations.reviseConfig(organization.id, author, this.clock(), revise);
    if (healed === null) throw organizationNotFound();
    return healed;
  }

  /**
   * Copies the name and enabled state of an organization into its newest configuration, and makes
   * the first one.
   */
  following(organization: Organization): (current: StoredConfig | null) => StoredConfig | null {
    const { id, name, enabled } = organization;
    return (current) => {
      if (current === null) return emptyConfig(organization);
      const feed =
        current.feed === null
          ? null
          : this.sealingOf(id).rebound(current.feed, (error) => this.tellUnopened(id, error));
      const isSame = current.name === name && current.enabled === enabled && current.feed === feed;
      return isSame ? null : { ...current, name, enabled, feed, revision: current.revision + 1 };
    };
  }

  private tellUnopened(organizationId: OrganizationId, error: unknown): void {
    this.logger.warn(
      { organizationId, error },
      'The stored password of the feed cannot be opened and is removed: an admin has to give it again',
    );
  }

  /** Everything at once. */
  replaceAll(
    principal: Principal,
    organizationId: OrganizationId,
    input: OrganizationConfigInput,
    expectedRevision: number | null,
  ): Promise<StoredConfig> {
    return this.change(principal, organizationId, 'CONFIG.CHANGED', expectedRevision, (current) => ({
      assets: input.assets,
      tags: input.tags,
      feed:
        input.feed === null
          ? null
          : storedFeed(input.feed, current.feed, this.sealingOf(organizationId), '/feed'),
      mapping: input.mapping === null ? null : storedMapping(input.mapping, current.mapping),
      rules: input.rules,
      settings: input.settings,
    }));
  }
}

export function organizationNotFound(): AppError {
  return new AppError('ORGANIZATION.NOT_FOUND', 'There is no such organization.');
}

function changedMeanwhile(current: StoredConfig): AppError {
  return new AppError(
    'CONFIG.CHANGED_MEANWHILE',
    `The configuration is at revision ${current.revision} now: read it again and repeat the change.`,
  );
}
