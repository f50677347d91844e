import {
  AppError,
  assetIdSchema,
  BY_PLATFORM,
  streamIncarnationSchema,
  type AuditAuthor,
  type ExportId,
  type OrganizationId,
  type UserId,
} from '@eagle/contracts/domain';
import { correlationId } from '@eagle/messaging';
import { audit, type OrganizationDatabase, type OrganizationTransaction } from '@eagle/persistence';
import { z } from 'zod';
import {
  OPEN_STATES,
  selectionOf,
  type ExportCursor,
  type ExportRecord,
} from '../../export/export-record.js';
import {
  exportNotFound,
  type ExportProgress,
  type ExportRecords,
  type ExportResult,
  type NewExport,
} from '../../export/export-records.js';
import { EXPORT_COLUMNS, recordOf } from './export-row.js';

/** Ended exports that are listed; older ones are forgotten. */
const KEPT_RECORDS = 1_000;

const cursorRow = z.object({
  cursor: z.object({
    incarnation: streamIncarnationSchema.nullable(),
    sequences: z.record(assetIdSchema, z.number()),
    untilMs: z.number(),
  }),
});
const countRow = z.object({ count: z.number() });
const fileRow = z.object({ file: z.string() });

/**
 * The exports of organizations in the platform's database. Only the leading historian writes there.
 */
export class PostgresExports implements ExportRecords {
  /** @param now  Wall clock, milliseconds. */
  constructor(
    private readonly database: OrganizationDatabase,
    private readonly now: () => number,
  ) {}

  /** @returns null where so many wait already. */
  create(organizationId: OrganizationId, wanted: NewExport, openMax: number): Promise<ExportRecord | null> {
    const { id, spec, actorId, estimate } = wanted;
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `INSERT INTO exports (organization_id, id, state, spec, selection, requested_by, created_at, estimated_rows, estimated_bytes, reason)
         SELECT $1, $2, 'queued', $3, $4, $5, $6, $7, $8, 'It begins when its turn comes.'
          WHERE (SELECT count(*) FROM exports WHERE organization_id = $1 AND state = ANY($9)) < $10 RETURNING ${EXPORT_COLUMNS}`,
        [
          ...[organizationId, id, JSON.stringify(spec), selectionOf(spec), actorId, this.instant()],
          ...[estimate.rows, estimate.bytes, OPEN_STATES, openMax],
        ],
      );
      if (rows[0] === undefined) return null;
      const { kind, format, incremental } = spec;
      const subject = { kind: 'export' as const, id };
      const details = { kind, format, incremental };
      await audit(tx, { action: 'EXPORT.REQUESTED', subject, details, by: byOf(actorId) });
      return recordOf(rows[0]);
    });
  }

  /** Newest first. @param after  Only those behind this one. */
  list(
    organizationId: OrganizationId,
    limit: number,
    after: { readonly createdAtMs: number; readonly id: ExportId } | null,
  ): Promise<ExportRecord[]> {
    const position = after === null ? [null, null] : [new Date(after.createdAtMs).toISOString(), after.id];
    return this.select(
      organizationId,
      `WHERE organization_id = $1 AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid)) ORDER BY created_at DESC, id DESC LIMIT $2`,
      [limit, ...position],
    );
  }

  async find(organizationId: OrganizationId, id: ExportId): Promise<ExportRecord | null> {
    const [found] = await this.select(organizationId, 'WHERE organization_id = $1 AND id = $2', [id]);
    return found ?? null;
  }

  /**
   * Exports that a former leader was at wait again. Those that were begun too often fail: they may
   * be what ended the leaders.
   * @returns how many wait.
   */
  async reopen(organizationId: OrganizationId, attemptsMax: number): Promise<number> {
    return this.database.forOrganization(organizationId, async (tx) => {
      await tx.query(
        `UPDATE exports SET state = 'failed', ended_at = $3, code = 'EXPORT.GAVE_UP', reason = 'The historian ended several times while it worked on it.'
          WHERE organization_id = $1 AND state = 'running' AND attempts >= $2`,
        [organizationId, attemptsMax, this.instant()],
      );
      await tx.query(
        `UPDATE exports SET state = 'queued', progress = 0, rows = 0, bytes = 0, reason = 'It begins again: the historian was started anew.'
          WHERE organization_id = $1 AND state = 'running'`,
        [organizationId],
      );
      const { rows } = await tx.query(
        `SELECT count(*) FROM exports WHERE organization_id = $1 AND state = 'queued'`,
        [organizationId],
      );
      return countRow.parse(rows[0]).count;
    });
  }

  /** Begins the one that waits longest; null where none waits. */
  begin(organizationId: OrganizationId): Promise<ExportRecord | null> {
    return this.change(
      organizationId,
      `SET state = 'running', attempts = attempts + 1, started_at = $2, reason = 'It is being written.'
        WHERE organization_id = $1 AND id = (SELECT id FROM exports WHERE organization_id = $1 AND state = 'queued' ORDER BY created_at, id LIMIT 1)`,
      [this.instant()],
    );
  }

  async progress(organizationId: OrganizationId, id: ExportId, now: ExportProgress): Promise<void> {
    await this.change(
      organizationId,
      `SET progress = $3, rows = $4, bytes = $5 WHERE organization_id = $1 AND id = $2 AND state = 'running'`,
      [id, now.progress, now.rows, now.bytes],
    );
  }

  /** @returns false where it was cancelled meanwhile: then its file belongs to nobody. */
  async finish(organizationId: OrganizationId, id: ExportId, result: ExportResult): Promise<boolean> {
    const { file, rows, bytes, missingRows, expiresAtMs, reason, cursor } = result;
    const done = await this.change(
      organizationId,
      `SET state = 'done', progress = 1, file = $3, rows = $4, bytes = $5, missing_rows = $6, expires_at = $7, reason = $8, cursor = $9,
           ended_at = $10, code = NULL WHERE organization_id = $1 AND id = $2 AND state = 'running'`,
      [
        ...[id, file, rows, bytes, missingRows, new Date(expiresAtMs).toISOString(), reason],
        ...[cursor === null ? null : JSON.stringify(cursor), this.instant()],
      ],
    );
    return done !== null;
  }

  async fail(organizationId: OrganizationId, id: ExportId, code: string, reason: string): Promise<void> {
    await this.change(
      organizationId,
      `SET state = 'failed', code = $3, reason = $4, ended_at = $5 WHERE organization_id = $1 AND id = $2 AND state = 'running'`,
      [id, code, reason, this.instant()],
    );
  }

  /** It waits for another attempt. */
  async postpone(organizationId: OrganizationId, id: ExportId, reason: string): Promise<void> {
    await this.change(
      organizationId,
      `SET state = 'queued', progress = 0, rows = 0, bytes = 0, reason = $3 WHERE organization_id = $1 AND id = $2 AND state = 'running'`,
      [id, reason],
    );
  }

  /**
   * Cancels it; of one that is done, takes its file away.
   * @returns the file that is to be removed; null: none.
   * @throws AppError `EXPORT.NOT_FOUND` (not-found), `EXPORT.ENDED` (conflict).
   */
  cancel(
    organizationId: OrganizationId,
    id: ExportId,
    actorId: UserId | null,
  ): Promise<{ readonly record: ExportRecord; readonly file: string | null }> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT ${EXPORT_COLUMNS} FROM exports WHERE organization_id = $1 AND id = $2 FOR UPDATE`,
        [organizationId, id],
      );
      if (rows[0] === undefined) throw exportNotFound();
      const before = recordOf(rows[0]);
      const isOpen = OPEN_STATES.includes(before.state);
      if (!isOpen && before.state !== 'done') {
        throw new AppError('EXPORT.ENDED', `The export has ended: it is ${before.state}.`);
      }
      const changed = await tx.query(
        `UPDATE exports SET state = $3, file = NULL, expires_at = NULL, ended_at = coalesce(ended_at, $4), reason = $5
          WHERE organization_id = $1 AND id = $2 RETURNING ${EXPORT_COLUMNS}`,
        [
          ...[organizationId, id, isOpen ? 'cancelled' : 'expired', this.instant()],
          isOpen ? 'It was cancelled.' : 'Its file was removed.',
        ],
      );
      const subject = { kind: 'export' as const, id };
      await audit(tx, { action: 'EXPORT.CANCELLED', subject, details: {}, by: byOf(actorId) });
      return { record: recordOf(changed.rows[0]), file: before.file };
    });
  }

  /**
   * Takes the files away whose time is over, and forgets very old exports.
   * @returns the files that are to be removed.
   */
  expire(organizationId: OrganizationId): Promise<string[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `WITH over AS (SELECT id, file FROM exports WHERE organization_id = $1 AND state = 'done' AND expires_at <= $2 FOR UPDATE)
         UPDATE exports SET state = 'expired', file = NULL, reason = 'Its file was removed, because its time was over.'
           FROM over WHERE organization_id = $1 AND exports.id = over.id RETURNING over.file`,
        [organizationId, this.instant()],
      );
      await forgetOld(tx);
      return z
        .array(fileRow)
        .parse(rows)
        .map(({ file }) => file);
    });
  }

  /** Where the last incremental export of a selection ended; null: there was none. */
  lastCursor(organizationId: OrganizationId, selection: string): Promise<ExportCursor | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT cursor FROM exports WHERE organization_id = $1 AND selection = $2 AND cursor IS NOT NULL ORDER BY ended_at DESC LIMIT 1`,
        [organizationId, selection],
      );
      return rows[0] === undefined ? null : cursorRow.parse(rows[0]).cursor;
    });
  }

  /** Files that there are, and what they take. */
  files(
    organizationId: OrganizationId,
  ): Promise<{ readonly names: ReadonlySet<string>; readonly bytes: number }> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        'SELECT file, bytes FROM exports WHERE organization_id = $1 AND file IS NOT NULL',
        [organizationId],
      );
      const found = z.array(fileRow.extend({ bytes: z.number() })).parse(rows);
      const bytes = found.reduce((sum, each) => sum + each.bytes, 0);
      return { names: new Set(found.map(({ file }) => file)), bytes };
    });
  }

  private select(
    organizationId: OrganizationId,
    condition: string,
    params: readonly unknown[],
  ): Promise<ExportRecord[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(`SELECT ${EXPORT_COLUMNS} FROM exports ${condition}`, [
        organizationId,
        ...params,
      ]);
      return rows.map(recordOf);
    });
  }

  private change(
    organizationId: OrganizationId,
    change: string,
    params: readonly unknown[],
  ): Promise<ExportRecord | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(`UPDATE exports ${change} RETURNING ${EXPORT_COLUMNS}`, [
        organizationId,
        ...params,
      ]);
      return rows[0] === undefined ? null : recordOf(rows[0]);
    });
  }

  private instant(): string {
    return new Date(this.now()).toISOString();
  }
}

/** Old exports are forgotten, but not the last cursor of each selection. */
const forgetOld = (tx: OrganizationTransaction): Promise<unknown> =>
  tx.query(
    `DELETE FROM exports WHERE organization_id = $1 AND state IN ('failed', 'cancelled', 'expired')
        AND id NOT IN (SELECT id FROM exports WHERE organization_id = $1 ORDER BY created_at DESC LIMIT $2)
        AND id NOT IN (SELECT DISTINCT ON (selection) id FROM exports
                        WHERE organization_id = $1 AND cursor IS NOT NULL ORDER BY selection, ended_at DESC)`,
    [tx.organizationId, KEPT_RECORDS],
  );

const byOf = (actorId: UserId | null): AuditAuthor =>
  actorId === null ? BY_PLATFORM : { actorId, correlationId: correlationId() ?? null };
