import { AppError, type OrganizationId } from '@eagle/contracts/domain';

/** Files that may be read until they are released. */
export interface AcquiredFiles {
  /** In the order of the names that were asked for; null where there is no such file. */
  readonly paths: readonly (string | null)[];
  release(): void;
}

/**
 * Where segments are read, one folder an organization.
 * @throws AppError `TELEMETRY.STORE_UNREADABLE` (unavailable).
 */
export interface ReadableSegmentFiles {
  /** Folders of this machine in which the files that are read and written lie. */
  readonly folders: readonly string[];
  acquire(organizationId: OrganizationId, names: readonly string[]): Promise<AcquiredFiles>;
}

/**
 * Where segments lie. A file is written once, whole, and never changed.
 *
 * Errors of every method: AppError `TELEMETRY.STORE_UNREADABLE`, `TELEMETRY.STORE_UNWRITABLE`
 * (unavailable).
 */
export interface SegmentFiles extends ReadableSegmentFiles {
  /** A path for a file in the making, on this machine. */
  draft(): Promise<string>;
  /**
   * Makes a draft the file of that name: durable when this returns. The draft is gone afterwards,
   * or goes with the next start of a process.
   */
  put(organizationId: OrganizationId, name: string, draft: string): Promise<void>;
  list(organizationId: OrganizationId): Promise<string[]>;
  /** Nothing happens where it is gone already. */
  delete(organizationId: OrganizationId, names: readonly string[]): Promise<void>;
  deleteOrganization(organizationId: OrganizationId): Promise<void>;
}

export const storeUnreadable = (what: string, cause: unknown): AppError =>
  new AppError('TELEMETRY.STORE_UNREADABLE', `The telemetry history cannot be read: ${what}.`, {}, { cause });

export const storeUnwritable = (what: string, cause: unknown): AppError =>
  new AppError(
    'TELEMETRY.STORE_UNWRITABLE',
    `The telemetry history cannot be written: ${what}.`,
    {},
    { cause },
  );

/**
 * `1767225600000-4f2a….parquet`: when it was written, so that a file without an entry in the
 * catalogue shows its age.
 */
export const segmentFileName = (writtenAtMs: number, chance: string): string =>
  `${Math.floor(writtenAtMs)}-${chance}.parquet`;

/** When a file was written; null for what is no segment. */
export function writtenAtOf(name: string): number | null {
  const found = /^(\d{1,15})-[0-9a-f]+\.parquet$/.exec(name);
  return found === null ? null : Number(found[1]);
}
