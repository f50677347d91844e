import {
  assetIdSchema,
  eventCodeSchema,
  eventKindSchema,
  instantSchema,
  type OrganizationId,
  platformText,
} from '@eagle/contracts/domain';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LogEntryRepository, storedLogEntrySchema } from '../adapters/postgres/log-entry.repository.js';
import { ApiOrganizationInPath } from '../http/api-organization.decorator.js';
import { BodyLimit, MiB } from '../http/body/body-limit.decorator.js';
import { listsInTurns } from '../http/body/lists-in-turns.js';
import { CsvList } from '../http/csv-list.js';
import { ApiJsonOrCsv, CsvText, orCsv } from '../http/csv-text.js';
import { cutPage, decodeCursor, pageOf, pageQuerySchema } from '../http/page.js';
import { invalidRequest, parseRequest } from '../http/request-validation.js';
import { ForAdmins, ForMembers } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';
import {
  ENTRIES_MAX,
  entriesSourceSchema,
  type NewLogEntries,
  newLogEntriesSchema,
} from './check-log-entries.js';
import { TakeLogEntries } from './take-log-entries.js';

/** What JSON says beside its entries, and a file has no place for. */
const fileQuerySchema = z.object({
  kind: eventKindSchema.optional(),
  source: entriesSourceSchema.optional(),
});
const takenSchema = z.object({
  received: z.number().int(),
  /** Those that were not there yet. */
  added: z.number().int(),
  /** Taken and kept, but no feature counts them at present: assets that are not configured, codes that `settings.features` does not ask for. */
  notCounted: z.object({ assets: z.array(assetIdSchema), codes: z.array(platformText) }),
});
const entrySchema = z.object({
  kind: eventKindSchema,
  asset: assetIdSchema,
  code: eventCodeSchema,
  at: instantSchema,
});
const removedSchema = z.object({ removed: z.number().int() });
const entriesQuerySchema = pageQuerySchema.extend({
  asset: assetIdSchema.optional(),
  kind: eventKindSchema.optional(),
  code: eventCodeSchema.optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
const position = z.tuple([instantSchema, assetIdSchema, eventKindSchema, eventCodeSchema]);

/** Error and maintenance logs that no table of the feed holds. */
@ApiTags('event logs')
@Controller('api/v1/organizations/:organizationId/event-logs')
export class EventLogsController {
  constructor(
    @Inject(LogEntryRepository) private readonly entries: LogEntryRepository,
    @Inject(TakeLogEntries) private readonly taking: TakeLogEntries,
  ) {}

  @Get()
  @ForMembers()
  @ApiOrganizationInPath()
  @ApiOperation({
    summary: 'Entries that were given here, newest first',
    description: '`from` included, `to` excluded. What tables of the feed hold is not listed.',
  })
  @ApiResponse({ status: 200, standardSchema: pageOf(storedLogEntrySchema) })
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: entriesQuerySchema }) query: z.output<typeof entriesQuerySchema>,
  ) {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, position);
    const rows = await this.entries.list(organizationId, query, after, query.limit + 1);
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.at, row.assetId, row.kind, row.code],
    );
  }

  @Post()
  @HttpCode(200)
  @ForAdmins()
  @BodyLimit(1 * MiB)
  @ApiOrganizationInPath()
  @ApiJsonOrCsv()
  @ApiOperation({
    summary: 'Gives entries of the error or the maintenance log',
    description:
      'All of them or none. They count in the features of later rows at once, and in the next training. An entry that is there already (same asset, ' +
      'kind, code and instant) changes nothing, so that whoever got no answer gives the same again. 503 `EVENT_LOGS.NOT_TAKEN`: give them again later. ' +
      `At most ${ENTRIES_MAX}. As \`text/csv\`, in UTF-8: with \`?kind=error\` the columns \`asset,ts,error\`, with \`?kind=maintenance\` the columns ` +
      '`asset,ts,component`, named in the first line; further columns are not read. Mistakes are told by line and column (`/lines/3/ts`).',
  })
  @ApiResponse({ status: 200, standardSchema: takenSchema })
  async take(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: fileQuerySchema }) { kind, source }: z.output<typeof fileQuerySchema>,
    @Body({ schema: orCsv(listsInTurns(newLogEntriesSchema)) }) body: NewLogEntries | CsvText,
  ) {
    if (!(body instanceof CsvText)) return this.taking.take(principal, organizationId, body);
    if (kind === undefined) {
      throw invalidRequest([
        { pointer: '/kind', detail: 'add ?kind=error or ?kind=maintenance for the file' },
      ]);
    }
    const file = await CsvList.read(body, {
      list: 'events',
      columns: { assetId: 'asset', at: 'ts', code: kind === 'error' ? 'error' : 'component' },
      rowsMax: ENTRIES_MAX,
    });
    return file.toldByLine(async () => {
      const entries = parseRequest(newLogEntriesSchema, { kind, source, events: file.items });
      return this.taking.take(principal, organizationId, entries);
    });
  }

  @Delete()
  @HttpCode(200)
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiOperation({
    summary: 'Takes an entry back that was a mistake',
    description:
      'It counts no more, neither in the features of later rows nor in the next training. Where a table of the feed holds the same entry, ' +
      'correct it there too: from the next start of its reading on it would count again.',
  })
  @ApiResponse({ status: 200, standardSchema: removedSchema })
  async remove(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: entrySchema }) { kind, asset, code, at }: z.output<typeof entrySchema>,
  ) {
    const entry = { assetId: asset, code, atMs: Date.parse(at) };
    await this.taking.takeBack(principal, organizationId, kind, entry);
    return { removed: 1 };
  }
}
