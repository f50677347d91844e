import { randomUUID } from 'node:crypto';
import { type OrganizationId, organizationIdSchema, organizationConfigSchema } from '@eagle/contracts/domain';
import { newOrganizationSchema, type Page, type PageQuery } from '@eagle/contracts/rest';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  type Organization,
  OrganizationRepository,
} from '../configure-organization/organization.repository.js';
import { authorOf } from '../audit/audit-log.js';
import { OrganizationDeletionRepository } from './organization-deletion.repository.js';
import type { ConfigAction } from '../configure-organization/config-action.js';
import { emptyConfig } from '../configure-organization/config-parts.js';
import { ConfigPublisher } from '../configure-organization/config-publisher.js';
import {
  ConfigureOrganization,
  organizationNotFound,
} from '../configure-organization/configure-organization.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { AccessWithdrawal } from '../live-push/access-withdrawal.js';
import { CLOCK, type Clock } from '../ports.js';
import type { Principal } from '../access/principal.js';

const slugPosition = z.tuple([organizationConfigSchema.shape.slug]);

/** Creates, enables, disables and deletes organizations. */
@Injectable()
export class Organizations {
  constructor(
    @Inject(OrganizationRepository) private readonly repository: OrganizationRepository,
    @Inject(OrganizationDeletionRepository) private readonly deletion: OrganizationDeletionRepository,
    @Inject(ConfigureOrganization) private readonly configure: ConfigureOrganization,
    @Inject(ConfigPublisher) private readonly publisher: ConfigPublisher,
    @Inject(AccessWithdrawal) private readonly withdrawal: AccessWithdrawal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `ORGANIZATION.SLUG_TAKEN` (conflict). */
  async create(principal: Principal, input: z.output<typeof newOrganizationSchema>): Promise<Organization> {
    const nowMs = this.clock();
    const organization = { ...input, id: organizationIdSchema.parse(randomUUID()) };
    const created = { ...organization, createdAt: new Date(nowMs).toISOString() };
    const config = emptyConfig(created);
    await this.repository.create(organization, config, authorOf(principal), nowMs);
    await this.publisher.publish(config);
    return created;
  }

  async list(query: PageQuery): Promise<Page<Organization>> {
    const [after] = query.cursor === undefined ? [''] : decodeCursor(query.cursor, slugPosition);
    const rows = await this.repository.list(after, query.limit + 1);
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.slug],
    );
  }

  /** @throws AppError `ORGANIZATION.NOT_FOUND`. */
  async get(organizationId: OrganizationId): Promise<Organization> {
    const found = await this.repository.find(organizationId);
    if (found === null) throw organizationNotFound();
    return found;
  }

  rename(principal: Principal, organizationId: OrganizationId, name: string): Promise<Organization> {
    return this.change(principal, organizationId, 'ORGANIZATION.RENAMED', { name });
  }

  /**
   * Disabling acts at once: on the feeds (through the configuration), on requests (they ask the
   * database) and on open sockets.
   */
  async setEnabled(
    principal: Principal,
    organizationId: OrganizationId,
    enabled: boolean,
  ): Promise<Organization> {
    const action = enabled ? 'ORGANIZATION.ENABLED' : 'ORGANIZATION.DISABLED';
    const organization = await this.change(principal, organizationId, action, { enabled });
    if (!enabled) this.withdrawal.endOrganization(organizationId);
    return organization;
  }

  /**
   * Deletes an organization for good. Each service forgets it when its configuration is withdrawn;
   * the historian looks for the mark in the database.
   * @throws AppError `ORGANIZATION.NOT_FOUND`, `ORGANIZATION.NAME_DIFFERS` (conflict).
   */
  async remove(principal: Principal, organizationId: OrganizationId, name: string): Promise<void> {
    const isDeleted = await this.deletion.delete(organizationId, name, authorOf(principal), this.clock());
    if (!isDeleted) throw organizationNotFound();
    this.withdrawal.endOrganization(organizationId);
    await this.publisher.withdrawDeleted(organizationId);
  }

  private async change(
    principal: Principal,
    organizationId: OrganizationId,
    action: ConfigAction,
    change: { readonly name?: string; readonly enabled?: boolean },
  ): Promise<Organization> {
    const author = { action, by: authorOf(principal) };
    const changed = await this.repository.change(
      organizationId,
      change,
      author,
      this.clock(),
      (organization) => this.configure.following(organization),
    );
    if (changed === null) throw organizationNotFound();
    if (changed.config !== null) await this.publisher.publish(changed.config);
    return changed.organization;
  }
}
