import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { RandomBytes } from '../seal/cipher.js';
import type { OrganizationKey } from '../seal/seal-keys.js';
import type { ArtifactStore } from '../store/artifact-store.js';
import {
  isUnderNewestKeys,
  keyOfDocument,
  newKeyDocument,
  readKeyDocument,
  rewrapped,
  withNewOrganizationKey,
  writeKeyDocument,
  type KeyDocument,
} from './key-document.js';
import type { KeyRing } from './key-ring.js';
import type { KeyRingSource } from './key-ring-source.js';

/**
 * Two processes may change the same document at once: the slower one reads it again and retries.
 */
const ATTEMPTS_MAX = 5;
const NAME = /^keys-(\d{6})\.json$/;

type StoreOfDocuments = Pick<ArtifactStore, 'documents' | 'readDocument' | 'putDocument' | 'deleteDocument'>;

export interface OrganizationKeysOptions {
  readonly store: StoreOfDocuments;
  readonly ring: KeyRingSource;
  readonly now: () => Date;
  readonly random: RandomBytes;
}

/**
 * The organizations' keys, kept wrapped in the artifact store beside the bundles. Each change is
 * a new document with the next number: of two simultaneous changes one is refused, and nothing is
 * overwritten. The older document is removed after the newer one is stored.
 */
export class OrganizationKeys {
  constructor(private readonly options: OrganizationKeysOptions) {}

  /**
   * The organization's document, null where it has none.
   * @throws AppError `KEYS.*`, `MODEL.STORE_UNREADABLE`.
   */
  async document(organizationId: OrganizationId): Promise<KeyDocument | null> {
    return (await this.read(organizationId))?.document ?? null;
  }

  /** The key for a new version; makes the first one of an organization. @throws as `document`. */
  async forSealing(organizationId: OrganizationId): Promise<OrganizationKey> {
    const { now, random } = this.options;
    const { document, ring } = await this.change(organizationId, (found, newest) =>
      found === null ? newKeyDocument(organizationId, newest, now(), random) : null,
    );
    const key = keyOfDocument(document, document.keys[0].id, ring);
    if (key === null) throw new AppError('KEYS.DOCUMENT_DAMAGED', 'The first key was not found.');
    return key;
  }

  /** @returns null where the organization has no such key. @throws as `document`. */
  async find(organizationId: OrganizationId, keyId: string): Promise<OrganizationKey | null> {
    const found = await this.read(organizationId);
    return found === null ? null : keyOfDocument(found.document, keyId, found.ring);
  }

  /**
   * Makes a new key for new versions; the older keys stay for the existing versions.
   * @returns its id.
   */
  async rotate(organizationId: OrganizationId): Promise<string> {
    const { now, random } = this.options;
    const { document } = await this.change(organizationId, (found, ring) =>
      found === null
        ? newKeyDocument(organizationId, ring, now(), random)
        : withNewOrganizationKey(found, ring, now(), random),
    );
    return document.keys[0].id;
  }

  /**
   * Wraps the organization's keys with the newest keys of the platform.
   * @returns false if they already were.
   */
  async rewrap(organizationId: OrganizationId): Promise<boolean> {
    const { ring } = this.options;
    const before = await this.read(organizationId);
    if (before === null || isUnderNewestKeys(before.document, ring.ring)) return false;
    await this.change(organizationId, (found, newest) =>
      found === null || isUnderNewestKeys(found, newest)
        ? null
        : rewrapped(found, newest, this.options.random),
    );
    return true;
  }

  /** @param next  The document to write; null if the present one needs no change. */
  private async change(
    organizationId: OrganizationId,
    next: (found: KeyDocument | null, ring: KeyRing) => KeyDocument | null,
  ): Promise<{ document: KeyDocument; ring: KeyRing }> {
    const { store, ring: source } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      // A key may have been retired since the ring was read: it must not be used.
      const ring = await source.reload();
      const before = await this.read(organizationId);
      const document = next(before?.document ?? null, ring);
      if (document === null) {
        if (before !== null) return before;
        throw new AppError('KEYS.ORGANIZATION_UNKNOWN', 'The organization has no keys.');
      }
      const bytes = writeKeyDocument(document, ring);
      try {
        await store.putDocument(organizationId, nameOf(document.revision), bytes);
      } catch (error) {
        const beaten = error instanceof AppError && error.code === 'MODEL.DOCUMENT_EXISTS';
        if (beaten && attempt < ATTEMPTS_MAX) continue;
        throw error;
      }
      await this.deleteOlder(organizationId, document.revision);
      return { document, ring };
    }
  }

  private async read(
    organizationId: OrganizationId,
  ): Promise<{ document: KeyDocument; ring: KeyRing } | null> {
    for (let attempt = 1; ; attempt += 1) {
      const revision = await this.newestRevision(organizationId);
      if (revision === null) return null;
      try {
        const bytes = await this.options.store.readDocument(organizationId, nameOf(revision));
        return await this.withRing((ring) => {
          const document = readKeyDocument(bytes, { organizationId, revision }, ring);
          // Keys that cannot be opened are reported here, before the work begins.
          for (const { id } of document.keys) keyOfDocument(document, id, ring);
          return { document, ring };
        });
      } catch (error) {
        // Another process replaced it between the list and the read.
        const gone = error instanceof AppError && error.code === 'MODEL.FILE_MISSING';
        if (!gone || attempt >= ATTEMPTS_MAX) throw error;
      }
    }
  }

  private async newestRevision(organizationId: OrganizationId): Promise<number | null> {
    const revisions = await this.revisions(organizationId);
    return revisions.length === 0 ? null : Math.max(...revisions);
  }

  private async deleteOlder(organizationId: OrganizationId, revision: number): Promise<void> {
    for (const older of await this.revisions(organizationId)) {
      if (older < revision) await this.options.store.deleteDocument(organizationId, nameOf(older));
    }
  }

  private async revisions(organizationId: OrganizationId): Promise<number[]> {
    const names = await this.options.store.documents(organizationId);
    return names.flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
  }

  /** An unknown key may have been added to the ring since the ring was read. */
  private async withRing<T>(work: (ring: KeyRing) => T): Promise<T> {
    const { ring } = this.options;
    try {
      return work(ring.ring);
    } catch (error) {
      const unknown =
        error instanceof AppError &&
        ['KEYS.PLATFORM_KEY_UNKNOWN', 'KEYS.SIGNER_UNKNOWN'].includes(error.code);
      if (!unknown) throw error;
      return work(await ring.reload());
    }
  }
}

const nameOf = (revision: number): string => `keys-${String(revision).padStart(6, '0')}.json`;
