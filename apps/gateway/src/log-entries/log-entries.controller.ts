import {
  assetIdSchema,
  logCodeSchema,
  logKindSchema,
  instantSchema,
  type OrganizationId,
} from '@eagle/contracts/domain';
import {
  LOG_ENTRIES_MAX,
  newLogEntriesSchema,
  ROUTES,
  type BodyOf,
  type QueryOf,
} from '@eagle/contracts/rest';
import { Body, Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { LogEntryRepository } from './log-entry.repository.js';
import { listsInSlices } from '../http/body/lists-in-slices.js';
import { CsvList } from '../http/csv-list.js';
import { CsvText, orCsv } from '../http/csv-text.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { invalidRequest, parseRequest } from '../http/request-validation.js';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { TakeLogEntries } from './take-log-entries.js';

const position = z.tuple([instantSchema, assetIdSchema, logKindSchema, logCodeSchema]);

/** Error and maintenance logs that are not in a table of the feed. */
@Controller()
export class LogEntriesController {
  constructor(
    @Inject(LogEntryRepository) private readonly entries: LogEntryRepository,
    @Inject(TakeLogEntries) private readonly taking: TakeLogEntries,
  ) {}

  @Route(ROUTES.logEntries.list)
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.logEntries.list.query }) query: QueryOf<typeof ROUTES.logEntries.list>,
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

  @Route(ROUTES.logEntries.take)
  async take(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.logEntries.take.query }) { kind, source }: QueryOf<typeof ROUTES.logEntries.take>,
    @Body({ schema: orCsv(listsInSlices(ROUTES.logEntries.take.body)) })
    body: BodyOf<typeof ROUTES.logEntries.take> | CsvText,
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
      rowsMax: LOG_ENTRIES_MAX,
    });
    return file.reportedByLine(async () => {
      const entries = parseRequest(newLogEntriesSchema, { kind, source, events: file.items });
      return this.taking.take(principal, organizationId, entries);
    });
  }

  @Route(ROUTES.logEntries.remove)
  async remove(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.logEntries.remove.query })
    { kind, asset, code, at }: QueryOf<typeof ROUTES.logEntries.remove>,
  ) {
    const entry = { assetId: asset, code, atMs: Date.parse(at) };
    await this.taking.takeBack(principal, organizationId, kind, entry);
    return { removed: 1 };
  }
}
