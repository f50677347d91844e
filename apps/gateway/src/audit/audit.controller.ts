import { type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type AuditQuery, type QueryOf } from '@eagle/contracts/rest';
import { Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { AuditEntryRepository } from './audit-entry.repository.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { Route } from '../http/route.decorator.js';
import { CurrentOrganization } from '../access/request-context.js';
import { AuditNotary } from './audit-notary.js';

const positionSchema = z.tuple([z.number().int().positive()]);

/** Who did what, newest first. */
@Controller()
export class AuditController {
  constructor(
    @Inject(AuditEntryRepository) private readonly entries: AuditEntryRepository,
    @Inject(AuditNotary) private readonly notary: AuditNotary,
  ) {}

  @Route(ROUTES.audit.ofOrganization)
  ofOrganization(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.audit.ofOrganization.query }) query: QueryOf<typeof ROUTES.audit.ofOrganization>,
  ) {
    return this.page(organizationId, query);
  }

  @Route(ROUTES.audit.ofPlatform)
  ofPlatform(
    @Query({ schema: ROUTES.audit.ofPlatform.query }) query: QueryOf<typeof ROUTES.audit.ofPlatform>,
  ) {
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
