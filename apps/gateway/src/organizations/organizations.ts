import { randomUUID } from 'node:crypto';
import { type OrganizationId, organizationIdSchema, organizationConfigSchema } from '@eagle/contracts/domain';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Organization, OrganizationRepository } from '../adapters/postgres/organization.repository.js';
import type { AuditEntry } from '../audit/audit-log.js';
import { ConfigPublisher } from '../configure-organization/config-publisher.js';
import {
  ConfigureOrganization,
  organizationNotFound,
} from '../configure-organization/configure-organization.js';
import { cutPage, decodeCursor, type Page, type PageQuery } from '../http/page.js';
import { AccessWithdrawal } from '../live-push/access-withdrawal.js';
import { CLOCK, type Clock } from '../ports.js';
import type { Principal } from '../tenancy/principal.js';
import type { newOrganizationSchema } from './organization.schemas.js';

const slugPosition = z.tuple([organizationConfigSchema.shape.slug]);

/** Making organizations, and letting them in or not. */
@Injectable()
export class Organizations {
  constructor(
    @Inject(OrganizationRepository) private readonly repository: OrganizationRepository,
    @Inject(ConfigureOrganization) private readonly configure: ConfigureOrganization,
    @Inject(ConfigPublisher) private readonly publisher: ConfigPublisher,
    @Inject(AccessWithdrawal) private readonly withdrawal: AccessWithdrawal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `ORGANIZATION.SLUG_TAKEN` (conflict). */
  async create(principal: Principal, input: z.output<typeof newOrganizationSchema>): Promise<Organization> {
    const nowMs = this.clock();
    const organization = { ...input, id: organizationIdSchema.parse(randomUUID()) };
    await this.repository.create(organization, nowMs);
    const created = { ...organization, createdAt: new Date(nowMs).toISOString() };
    await this.tell(principal, created, 'ORGANIZATION.CREATED');
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

  async rename(principal: Principal, organizationId: OrganizationId, name: string): Promise<Organization> {
    const organization = await this.repository.change(organizationId, { name });
    if (organization === null) throw organizationNotFound();
    await this.tell(principal, organization, 'ORGANIZATION.RENAMED');
    return organization;
  }

  /** Disabling acts at once: on the feeds (through the configuration), on requests (they ask the database) and on open sockets. */
  async setEnabled(
    principal: Principal,
    organizationId: OrganizationId,
    enabled: boolean,
  ): Promise<Organization> {
    const organization = await this.repository.change(organizationId, { enabled });
    if (organization === null) throw organizationNotFound();
    if (!enabled) this.withdrawal.endOrganization(organizationId);
    await this.tell(principal, organization, enabled ? 'ORGANIZATION.ENABLED' : 'ORGANIZATION.DISABLED');
    return organization;
  }

  private async tell(
    principal: Principal,
    organization: Organization,
    action: AuditEntry['action'],
  ): Promise<void> {
    await this.publisher.publish(await this.configure.align(principal, organization, action));
  }
}
