import {
  assetIdSchema,
  componentNameSchema,
  instantSchema,
  type OrganizationId,
} from '@eagle/contracts/domain';
import {
  FAILURE_RECORDS_MAX,
  newFailureRecordsSchema,
  ROUTES,
  type BodyOf,
  type NewFailureRecords,
  type QueryOf,
} from '@eagle/contracts/rest';
import { Body, Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { FailureRecordRepository } from './failure-record.repository.js';
import { authorOf } from '../audit/audit-log.js';
import { listsInSlices } from '../http/body/lists-in-slices.js';
import { CsvList } from '../http/csv-list.js';
import { CsvText, orCsv } from '../http/csv-text.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { invalidRequest, parseRequest } from '../http/request-validation.js';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';

const position = z.tuple([instantSchema, assetIdSchema, componentNameSchema]);

/** Failures that the organization recorded; training learns from them where the settings say so. */
@Controller()
export class FailureRecordsController {
  constructor(@Inject(FailureRecordRepository) private readonly records: FailureRecordRepository) {}

  @Route(ROUTES.failureRecords.list)
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.failureRecords.list.query }) query: QueryOf<typeof ROUTES.failureRecords.list>,
  ) {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, position);
    const rows = await this.records.list(organizationId, after, query.limit + 1);
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.at, row.assetId, row.component],
    );
  }

  @Route(ROUTES.failureRecords.add)
  async add(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.failureRecords.add.query }) { source }: QueryOf<typeof ROUTES.failureRecords.add>,
    @Body({ schema: orCsv(listsInSlices(ROUTES.failureRecords.add.body)) })
    body: BodyOf<typeof ROUTES.failureRecords.add> | CsvText,
  ) {
    if (!(body instanceof CsvText)) return this.store(principal, organizationId, body);
    const columns = { assetId: 'asset', at: 'ts', component: 'component' };
    const file = await CsvList.read(body, { list: 'records', columns, rowsMax: FAILURE_RECORDS_MAX });
    return file.reportedByLine(async () =>
      this.store(
        principal,
        organizationId,
        parseRequest(newFailureRecordsSchema, { source, records: file.items }),
      ),
    );
  }

  private async store(principal: Principal, organizationId: OrganizationId, given: NewFailureRecords) {
    const mistakes = given.records.flatMap((record, index) =>
      record.endsAt !== null && Date.parse(record.endsAt) < Date.parse(record.at)
        ? [{ pointer: `/records/${index}/endsAt`, detail: 'must not be before its start' }]
        : [],
    );
    if (mistakes.length > 0) throw invalidRequest(mistakes);
    const records = given.records.map((record) => ({ ...record, source: given.source }));
    const added = await this.records.add(organizationId, records, authorOf(principal));
    return { received: records.length, added };
  }
}
