import {
  auditActionSchema,
  auditEntrySchema,
  instantSchema,
  type OrganizationId,
  userIdSchema,
} from '@eagle/contracts/domain';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AuditEntryRepository } from '../adapters/postgres/audit-entry.repository.js';
import { ApiOrganizationInQuery } from '../http/api-organization.decorator.js';
import { cutPage, decodeCursor, pageOf, pageQuerySchema } from '../http/page.js';
import { ForAdmins, ForSuperAdmins } from '../tenancy/access-rules.decorator.js';
import { CurrentOrganization } from '../tenancy/request-context.js';
import { AuditNotary } from './audit-notary.js';

/** `from` included, `to` excluded. */
export const auditQuerySchema = pageQuerySchema.extend({
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  action: auditActionSchema.optional(),
  actorId: userIdSchema.optional(),
});
export type AuditQuery = z.output<typeof auditQuerySchema>;

/** Whether the log is what was written, as the replica that answers found it. */
const chainStateSchema = z.object({
  /** When all of it was last found whole; null: not yet since this replica started. */
  checkedAt: z.iso.datetime().nullable(),
  /** Where it is not what was written; null: nowhere. */
  break: z
    .object({ reason: z.enum(['changed', 'unsealed', 'cut-off', 'forged-head']), id: z.number().int() })
    .nullable(),
});
const auditPageSchema = pageOf(auditEntrySchema).extend({ chain: chainStateSchema });
const positionSchema = z.tuple([z.number().int().positive()]);

/** Who did what, the newest first. */
@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    @Inject(AuditEntryRepository) private readonly entries: AuditEntryRepository,
    @Inject(AuditNotary) private readonly notary: AuditNotary,
  ) {}

  /** The log of one organization, for its admins. */
  @Get()
  @ForAdmins()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: auditPageSchema })
  ofOrganization(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: auditQuerySchema }) query: AuditQuery,
  ) {
    return this.page(organizationId, query);
  }

  /** The log of the platform itself: what belongs to no organization. */
  @Get('platform')
  @ForSuperAdmins()
  @ApiResponse({ status: 200, standardSchema: auditPageSchema })
  ofPlatform(@Query({ schema: auditQuerySchema }) query: AuditQuery) {
    return this.page(null, query);
  }

  private async page(organizationId: OrganizationId | null, query: AuditQuery) {
    const beforeId = query.cursor === undefined ? null : decodeCursor(query.cursor, positionSchema)[0];
    const rows = await this.entries.list(organizationId, query, beforeId, query.limit + 1);
    const page = cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.id],
    );
    return { ...page, chain: this.notary.stateOf(organizationId) };
  }
}
