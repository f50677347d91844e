import { AppError, type ModelVersion, type OrganizationId } from '@eagle/contracts/domain';
import { bundlePathSegments } from '@eagle/models';

/** One version's place in the store. */
export interface BundlePlace {
  readonly organizationId: OrganizationId;
  readonly version: ModelVersion;
}

/** The signed description of a bundle; written last, it makes a version whole. */
export const ENVELOPE_FILE = 'envelope.json';

/** A larger file is refused before it is read. */
export const STORED_BYTES_MAX = 256 * 1024 * 1024;

/**
 * Where sealed bundles lie: `<organization>/<version>/<file>`, and beside the versions a few
 * documents of the organization (its wrapped keys). Nothing is overwritten: a put is new, or
 * is refused. The store does not know what the bytes mean.
 *
 * Errors of every method: `MODEL.PATH_REFUSED` (forbidden) for names that are not plain or lead
 * elsewhere, `MODEL.STORE_UNREADABLE` and `MODEL.STORE_UNWRITABLE` (unavailable) when the store
 * does not do what it should.
 */
export interface ArtifactStore {
  /**
   * Puts the files of a version in the order given; the last one makes it whole. An
   * interrupted put leaves nothing, or a version without its last file.
   * @throws AppError `MODEL.VERSION_EXISTS` (conflict) where anything lies in that place, whole or
   * not.
   */
  put(place: BundlePlace, files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Names of all files of a version; empty if there is no such version. */
  files(place: BundlePlace): Promise<string[]>;
  /** @throws AppError `MODEL.FILE_MISSING`, `MODEL.FILE_TOO_LARGE` (invalid). */
  read(place: BundlePlace, file: string): Promise<Buffer>;
  /** Versions whose place is taken, whole or not, in no order. */
  versions(organizationId: OrganizationId): Promise<ModelVersion[]>;
  /** Bytes that all versions of an organization take, whole or not. */
  bytes(organizationId: OrganizationId): Promise<number>;
  /** Removes a version; a missing one is no error. */
  delete(place: BundlePlace): Promise<void>;
  /** Organizations that have anything here. */
  organizations(): Promise<OrganizationId[]>;

  /**
   * Puts a document whole or not at all; of two who put the same name at once, one is refused.
   * @throws AppError `MODEL.DOCUMENT_EXISTS` (conflict).
   */
  putDocument(organizationId: OrganizationId, name: string, bytes: Uint8Array): Promise<void>;
  documents(organizationId: OrganizationId): Promise<string[]>;
  /** @throws AppError as `read`. */
  readDocument(organizationId: OrganizationId, name: string): Promise<Buffer>;
  deleteDocument(organizationId: OrganizationId, name: string): Promise<void>;
}

/** The one folder of a version; this is what `artifactPath` is in messages and in the register. */
export const artifactPathOf = ({ organizationId, version }: BundlePlace): string =>
  `${organizationId}/${version}`;

/** @throws AppError `MODEL.PATH_REFUSED` (forbidden) for anything but one plain name. */
export function plainName(name: string): string {
  const [segment, ...more] = bundlePathSegments(name);
  if (segment === undefined || more.length > 0) {
    throw new AppError('MODEL.PATH_REFUSED', 'A bundle has no folders of its own.');
  }
  return segment;
}

export const versionExists = ({ version }: BundlePlace, cause?: unknown): AppError =>
  new AppError(
    'MODEL.VERSION_EXISTS',
    `Version ${version} lies in the artifact store already; a version is never overwritten.`,
    { version },
    { cause },
  );

export const documentExists = (name: string, cause?: unknown): AppError =>
  new AppError(
    'MODEL.DOCUMENT_EXISTS',
    `${name} was written by somebody else meanwhile.`,
    { name },
    { cause },
  );

export const fileMissing = (what: string, cause?: unknown): AppError =>
  new AppError('MODEL.FILE_MISSING', `${what} is missing from the artifact store.`, {}, { cause });

export const fileTooLarge = (what: string, bytes: number): AppError =>
  new AppError('MODEL.FILE_TOO_LARGE', `${what} has ${bytes} bytes, more than any bundle may have.`);

/** The store failed; a retry may succeed. */
export const storeFailed = (doing: 'read' | 'write', what: string, cause: unknown): AppError =>
  new AppError(
    doing === 'read' ? 'MODEL.STORE_UNREADABLE' : 'MODEL.STORE_UNWRITABLE',
    `The artifact store cannot be ${doing === 'read' ? 'read' : 'written'}: ${what}.`,
    {},
    { cause },
  );
