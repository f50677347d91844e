import { AppError } from '@eagle/contracts/domain';
import { ENVELOPE_FILE, type BundlePlace } from '../store/artifact-store.js';
import { decrypt, sha256 } from './cipher.js';
import { readEnvelope, sealedName, type Envelope, type Signers } from './envelope.js';
import { dataKeyContext, fileContext } from './seal-bundle.js';
import type { OrganizationKey } from './seal-keys.js';

export interface OpenedBundle {
  readonly envelope: Envelope;
  readonly files: ReadonlyMap<string, Buffer>;
}

export interface OpeningKeys {
  readonly signers: Signers;
  /** Null if the organization has no such key. */
  readonly organizationKey: (id: string) => OrganizationKey | null;
}

/**
 * Opens the stored files of a version.
 * @param stored  Every stored file of the version, by its name in the store.
 * @throws AppError of the check that failed: those of `readEnvelope`, `checkNames`, `openFiles`,
 * or `MODEL.UNSIGNED` (forbidden), `KEYS.ORGANIZATION_KEY_UNKNOWN` (invalid).
 */
export function openBundle(
  stored: ReadonlyMap<string, Uint8Array>,
  expected: BundlePlace,
  keys: OpeningKeys,
): OpenedBundle {
  const bytes = stored.get(ENVELOPE_FILE);
  if (bytes === undefined) throw unsigned(expected);
  const envelope = readEnvelope(bytes, expected, keys.signers);
  checkNames(envelope, [...stored.keys()]);
  const organizationKey = keys.organizationKey(envelope.organizationKeyId);
  if (organizationKey === null) throw organizationKeyUnknown(envelope.organizationKeyId);
  return { envelope, files: openFiles(envelope, stored, organizationKey) };
}

/**
 * @throws AppError `MODEL.FILE_MISSING`, `MODEL.FILE_UNEXPECTED` (invalid) where other files lie
 * there than were sealed.
 */
export function checkNames(envelope: Envelope, stored: readonly string[]): void {
  const expected = new Set([ENVELOPE_FILE, ...Object.keys(envelope.files).map(sealedName)]);
  const missing = [...expected].find((name) => !stored.includes(name));
  if (missing !== undefined) {
    throw new AppError('MODEL.FILE_MISSING', `The bundle's ${missing} is missing from the store.`);
  }
  const unexpected = stored.find((name) => !expected.has(name));
  if (unexpected === undefined) return;
  throw new AppError(
    'MODEL.FILE_UNEXPECTED',
    `The bundle holds ${unexpected}, which was not there when it was sealed.`,
  );
}

/**
 * Decrypts and checks files of a verified envelope.
 * @param names  Which; every one when left out.
 * @throws AppError `MODEL.FILE_MISSING`, `MODEL.FILE_TRUNCATED`, `MODEL.FILE_DAMAGED`,
 * `MODEL.DATA_KEY_REFUSED`, `MODEL.DECRYPTION_FAILED` (invalid).
 */
export function openFiles(
  envelope: Envelope,
  stored: ReadonlyMap<string, Uint8Array>,
  organizationKey: OrganizationKey,
  names: readonly string[] = Object.keys(envelope.files),
): Map<string, Buffer> {
  const wrapped = Buffer.from(envelope.dataKey, 'hex');
  const dataKey = decrypt(organizationKey.key, wrapped, dataKeyContext(envelope, organizationKey.id));
  if (dataKey === null) {
    throw new AppError(
      'MODEL.DATA_KEY_REFUSED',
      `The bundle's data key does not open with the organization's key ${organizationKey.id}.`,
    );
  }
  const opened = names.map((name): [string, Buffer] => {
    const facts = envelope.files[name];
    const sealed = stored.get(sealedName(name));
    if (facts === undefined || sealed === undefined)
      throw new AppError('MODEL.FILE_MISSING', `The model's ${name} is missing.`);
    checkStored(name, sealed, facts.sealed);
    const plain = decrypt(dataKey, sealed, fileContext(envelope, name));
    if (plain === null) {
      throw new AppError('MODEL.DECRYPTION_FAILED', `The model's ${name} does not open with its key.`);
    }
    if (plain.length !== facts.plain.bytes || sha256(plain) !== facts.plain.digest) {
      throw new AppError('MODEL.FILE_DAMAGED', `The model's ${name} is not the one that was sealed.`);
    }
    return [name, plain];
  });
  return new Map(opened);
}

function checkStored(name: string, bytes: Uint8Array, facts: { bytes: number; digest: string }): void {
  if (bytes.length !== facts.bytes) {
    throw new AppError(
      'MODEL.FILE_TRUNCATED',
      `The model's ${name} is damaged: it has ${bytes.length} bytes instead of ${facts.bytes}.`,
    );
  }
  if (sha256(bytes) === facts.digest) return;
  throw new AppError(
    'MODEL.FILE_DAMAGED',
    `The model's ${name} is damaged: its digest differs from the signed one.`,
  );
}

export const unsigned = ({ version }: BundlePlace): AppError =>
  new AppError(
    'MODEL.UNSIGNED',
    `Version ${version} is not sealed: it has no envelope, so nobody vouches for it.`,
  );

export const organizationKeyUnknown = (id: string): AppError =>
  new AppError(
    'KEYS.ORGANIZATION_KEY_UNKNOWN',
    `The organization has no key ${id}: its key document is missing or older than the bundle.`,
  );
