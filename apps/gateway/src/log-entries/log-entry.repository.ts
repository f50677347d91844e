import {
  type AuditAuthor,
  assetIdSchema,
  type LogKind,
  logCodeSchema,
  logKindSchema,
  type LogEntry,
  type OrganizationId,
  platformText,
} from '@eagle/contracts/domain';
import type { StoredLogEntry } from '@eagle/contracts/rest';
import { audit, type Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';

const entryRow = z.object({
  kind: logKindSchema,
  asset_id: assetIdSchema,
  code: logCodeSchema,
  at: z.date(),
  source: platformText,
  created_at: z.date(),
});
const placeRow = z.object({ place: z.number() });

/** Absent: no filter. From `from` on, and before `to`. */
export interface LogEntryFilter {
  readonly asset?: string | undefined;
  readonly kind?: LogKind | undefined;
  readonly code?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
/** Instant, asset, kind, code. */
export type LogEntryPosition = readonly [string, string, string, string];

/**
 * Log entries that organizations gave. The same asset, kind, code and instant is the same entry.
 */
@Injectable()
export class LogEntryRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Newest first, after the given place. */
  list(
    organizationId: OrganizationId,
    filter: LogEntryFilter,
    after: LogEntryPosition | null,
    limit: number,
  ): Promise<StoredLogEntry[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT kind, asset_id, code, at, source, created_at FROM log_entries
          WHERE organization_id = $1
            AND ($2::text IS NULL OR asset_id = $2) AND ($3::text IS NULL OR kind = $3)
            AND ($4::text IS NULL OR code = $4)
            AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at < $6)
            AND ($7::timestamptz IS NULL OR (at, asset_id, kind, code) < ($7, $8::text, $9::text, $10::text))
          ORDER BY at DESC, asset_id DESC, kind DESC, code DESC LIMIT $11`,
        [
          organizationId,
          filter.asset ?? null,
          filter.kind ?? null,
          filter.code ?? null,
          filter.from ?? null,
          filter.to ?? null,
          ...(after ?? [null, null, null, null]),
          limit,
        ],
      );
      return rows.map((row) => entryOf(entryRow.parse(row)));
    });
  }

  /** @returns the entries that are not stored yet, in their order. */
  missing(organizationId: OrganizationId, kind: LogKind, entries: readonly LogEntry[]): Promise<LogEntry[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT g.place::int AS place
           FROM UNNEST($3::text[], $4::text[], $5::timestamptz[]) WITH ORDINALITY AS g(asset_id, code, at, place)
           JOIN log_entries e ON e.organization_id = $1 AND e.kind = $2
            AND e.asset_id = g.asset_id AND e.code = g.code AND e.at = g.at`,
        [organizationId, kind, ...columnsOf(entries)],
      );
      const stored = new Set(rows.map((row) => placeRow.parse(row).place - 1));
      return entries.filter((_, place) => !stored.has(place));
    });
  }

  /**
   * Stores the entries that are not stored yet; the audit entry is written only where there are
   * some. @returns how many.
   */
  add(
    organizationId: OrganizationId,
    given: { readonly kind: LogKind; readonly entries: readonly LogEntry[]; readonly source: string },
    by: AuditAuthor,
    nowMs: number,
  ): Promise<number> {
    return this.database.forOrganization(organizationId, async (tx) => {
      // In one order, so that two transactions with the same entries cannot deadlock.
      const rows = await queryRows(
        tx,
        `INSERT INTO log_entries (organization_id, kind, asset_id, code, at, source, created_at)
         SELECT $1, $2, g.asset_id, g.code, g.at, $6, $7
           FROM UNNEST($3::text[], $4::text[], $5::timestamptz[]) AS g(asset_id, code, at)
          ORDER BY g.asset_id, g.code, g.at
         ON CONFLICT DO NOTHING RETURNING 1`,
        [organizationId, given.kind, ...columnsOf(given.entries), given.source, new Date(nowMs)],
      );
      const details = { kind: given.kind, added: rows.length };
      const subject = { kind: 'organization' as const, id: organizationId };
      if (rows.length > 0) await audit(tx, { action: 'EVENT_LOGS.ADDED', subject, details, by });
      return rows.length;
    });
  }

  /** @returns whether it was stored. */
  remove(
    organizationId: OrganizationId,
    kind: LogKind,
    { assetId, code, atMs }: LogEntry,
    by: AuditAuthor,
  ): Promise<boolean> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `DELETE FROM log_entries WHERE organization_id = $1 AND kind = $2 AND asset_id = $3 AND code = $4 AND at = $5
         RETURNING 1`,
        [organizationId, kind, assetId, code, new Date(atMs)],
      );
      const details = { kind, assetId, code, at: new Date(atMs).toISOString() };
      const subject = { kind: 'organization' as const, id: organizationId };
      if (rows.length > 0) await audit(tx, { action: 'EVENT_LOGS.REMOVED', subject, details, by });
      return rows.length > 0;
    });
  }
}

const columnsOf = (entries: readonly LogEntry[]) => [
  entries.map(({ assetId }) => assetId),
  entries.map(({ code }) => code),
  entries.map(({ atMs }) => new Date(atMs).toISOString()),
];

function entryOf(row: z.infer<typeof entryRow>): StoredLogEntry {
  return {
    kind: row.kind,
    assetId: row.asset_id,
    code: row.code,
    at: row.at.toISOString(),
    source: row.source,
    createdAt: row.created_at.toISOString(),
  };
}
