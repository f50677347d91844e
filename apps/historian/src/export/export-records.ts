import {
  AppError,
  type ExportId,
  type ExportSpec,
  type OrganizationId,
  type UserId,
} from '@eagle/contracts/domain';
import type { ExportCursor, ExportRecord } from './export-record.js';

export interface NewExport {
  readonly id: ExportId;
  readonly spec: ExportSpec;
  readonly actorId: UserId | null;
  readonly estimate: ExportRecord['estimate'];
}

export interface ExportResult {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly missingRows: number;
  readonly expiresAtMs: number;
  readonly reason: string;
  /** Null: it is not incremental. */
  readonly cursor: ExportCursor | null;
}

export type ExportProgress = Pick<ExportRecord, 'progress' | 'rows' | 'bytes'>;

/**
 * The exports of organizations, as they are kept. Each method is of one organization. Errors are
 * those of the database.
 */
export interface ExportRecords {
  /** @returns null where so many wait already. */
  create(organizationId: OrganizationId, wanted: NewExport, openMax: number): Promise<ExportRecord | null>;
  /** Newest first. @param after  Only those behind this one. */
  list(
    organizationId: OrganizationId,
    limit: number,
    after: { readonly createdAtMs: number; readonly id: ExportId } | null,
  ): Promise<ExportRecord[]>;
  find(organizationId: OrganizationId, id: ExportId): Promise<ExportRecord | null>;
  /**
   * What a former leader was at waits again, or fails where it was begun too often.
   * @returns how many wait.
   */
  reopen(organizationId: OrganizationId, attemptsMax: number): Promise<number>;
  /** Begins the one that waits longest; null where none waits. */
  begin(organizationId: OrganizationId): Promise<ExportRecord | null>;
  progress(organizationId: OrganizationId, id: ExportId, now: ExportProgress): Promise<void>;
  /** @returns false where it was cancelled meanwhile: then its file belongs to nobody. */
  finish(organizationId: OrganizationId, id: ExportId, result: ExportResult): Promise<boolean>;
  fail(organizationId: OrganizationId, id: ExportId, code: string, reason: string): Promise<void>;
  /** It waits for another attempt. */
  postpone(organizationId: OrganizationId, id: ExportId, reason: string): Promise<void>;
  /**
   * Cancels it; of one that is done, takes its file away.
   * @returns the file that is to be removed; null: none.
   * @throws AppError `EXPORT.NOT_FOUND` (not-found), `EXPORT.ENDED` (conflict).
   */
  cancel(
    organizationId: OrganizationId,
    id: ExportId,
    actorId: UserId | null,
  ): Promise<{ readonly record: ExportRecord; readonly file: string | null }>;
  /** Takes the files away whose time is over. @returns the files that are to be removed. */
  expire(organizationId: OrganizationId): Promise<string[]>;
  /** Where the last incremental export of a selection ended; null: there was none. */
  lastCursor(organizationId: OrganizationId, selection: string): Promise<ExportCursor | null>;
  /** Files that there are, and what they take. */
  files(
    organizationId: OrganizationId,
  ): Promise<{ readonly names: ReadonlySet<string>; readonly bytes: number }>;
}

export const exportNotFound = (): AppError =>
  new AppError('EXPORT.NOT_FOUND', 'There is no such export: list the exports.');
