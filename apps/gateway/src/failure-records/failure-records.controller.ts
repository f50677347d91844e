import {
  assetIdSchema,
  componentNameSchema,
  instantSchema,
  type OrganizationId,
  text,
} from '@eagle/contracts/domain';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  failureRecordSchema,
  FailureRecordRepository,
} from '../adapters/postgres/failure-record.repository.js';
import { authorOf } from '../audit/audit-log.js';
import { ApiOrganizationInPath } from '../http/api-organization.decorator.js';
import { BodyLimit, MiB } from '../http/body/body-limit.decorator.js';
import { listsInTurns } from '../http/body/lists-in-turns.js';
import { CsvList } from '../http/csv-list.js';
import { ApiJsonOrCsv, CsvText, orCsv } from '../http/csv-text.js';
import { cutPage, decodeCursor, pageOf, type PageQuery, pageQuerySchema } from '../http/page.js';
import { invalidRequest, parseRequest } from '../http/request-validation.js';
import { ForAdmins, ForMembers } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';

const RECORDS_MAX = 5_000;

const sourceSchema = text(60).min(1);
const newRecordsSchema = z.object({
  records: z
    .array(
      failureRecordSchema.omit({ source: true }).extend({ endsAt: instantSchema.nullable().default(null) }),
    )
    .min(1)
    .max(RECORDS_MAX),
  source: sourceSchema.default('import'),
});
type NewRecords = z.output<typeof newRecordsSchema>;
/** What JSON says beside its records, and a file has no place for. */
const fileQuerySchema = z.object({ source: sourceSchema.optional() });
const storedSchema = z.object({ received: z.number().int(), added: z.number().int() });
const position = z.tuple([instantSchema, assetIdSchema, componentNameSchema]);

/** Failures as the organization knows them; training learns from them where the settings say so. */
@ApiTags('failure records')
@Controller('api/v1/organizations/:organizationId/failure-records')
export class FailureRecordsController {
  constructor(@Inject(FailureRecordRepository) private readonly records: FailureRecordRepository) {}

  /** Oldest first. */
  @Get()
  @ForMembers()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: pageOf(failureRecordSchema) })
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
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

  @Post()
  @HttpCode(200)
  @ForAdmins()
  @BodyLimit(1 * MiB)
  @ApiOrganizationInPath()
  @ApiJsonOrCsv()
  @ApiOperation({
    summary: 'Adds failures',
    description:
      'All of them or none. One that is there already (same asset, component and instant) takes the new end. ' +
      `At most ${RECORDS_MAX}. As \`text/csv\`, in UTF-8: the columns \`asset,ts,component\`, named in the first line; further columns are not read. ` +
      'Mistakes are told by line and column (`/lines/3/ts`).',
  })
  @ApiResponse({ status: 200, standardSchema: storedSchema })
  async add(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: fileQuerySchema }) { source }: z.output<typeof fileQuerySchema>,
    @Body({ schema: orCsv(listsInTurns(newRecordsSchema)) }) body: NewRecords | CsvText,
  ) {
    if (!(body instanceof CsvText)) return this.store(principal, organizationId, body);
    const columns = { assetId: 'asset', at: 'ts', component: 'component' };
    const file = await CsvList.read(body, { list: 'records', columns, rowsMax: RECORDS_MAX });
    return file.toldByLine(async () =>
      this.store(principal, organizationId, parseRequest(newRecordsSchema, { source, records: file.items })),
    );
  }

  private async store(principal: Principal, organizationId: OrganizationId, given: NewRecords) {
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
