import { randomBytes } from 'node:crypto';
import { AppError, type ModelVersion, type OrganizationId } from '@eagle/contracts/domain';
import type { KeyRingSource } from './keys/key-ring-source.js';
import { bundlePathSegments } from '@eagle/models';
import { OrganizationKeys } from './keys/organization-keys.js';
import { readEnvelope, sealedName, type Envelope } from './seal/envelope.js';
import {
  checkNames,
  openFiles,
  organizationKeyUnknown,
  unsigned,
  type OpenedBundle,
} from './seal/open-bundle.js';
import { sealBundle, type PlainBundle } from './seal/seal-bundle.js';
import {
  artifactPathOf,
  ENVELOPE_FILE,
  type ArtifactStore,
  type BundlePlace,
} from './store/artifact-store.js';

/** A bundle as the register and the messages name it. */
export interface BundleReference extends BundlePlace {
  readonly artifactPath: string;
}

/**
 * The artifact store for the service with the keys: it takes and returns plain bundles, and stores
 * sealed ones.
 */
export class SealedBundles {
  readonly keys: OrganizationKeys;

  constructor(
    readonly store: ArtifactStore,
    private readonly ring: KeyRingSource,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.keys = new OrganizationKeys({ store, ring, now, random: randomBytes });
  }

  /**
   * Seals a bundle and puts it into the store.
   * @returns its artifact path.
   * @throws AppError `MODEL.VERSION_EXISTS` (conflict), `KEYS.*`, `MODEL.STORE_UNWRITABLE`
   * (unavailable).
   */
  async seal(bundle: PlainBundle): Promise<string> {
    const organizationKey = await this.keys.forSealing(bundle.organizationId);
    const keys = { organizationKey, signingKey: this.ring.ring.signingKey };
    await this.store.put(bundle, sealBundle(bundle, keys, this.now(), randomBytes));
    return artifactPathOf(bundle);
  }

  /**
   * Opens a bundle; the result has passed every check.
   * @throws AppError with the check that failed: `MODEL.*` and `KEYS.*` as in `openBundle`, and
   * those of the store.
   */
  async open(reference: BundleReference): Promise<OpenedBundle> {
    assertOwnPath(reference);
    const envelope = await this.checkedEnvelope(reference);
    return { envelope, files: await this.openFiles(reference, envelope, Object.keys(envelope.files)) };
  }

  /**
   * One file of a version; the others are not read. For files that are seldom wanted and do not
   * affect predictions.
   * @returns null if the bundle was sealed without such a file.
   * @throws AppError as `open`.
   */
  async openFile(place: BundlePlace, name: string): Promise<Buffer | null> {
    const envelope = await this.checkedEnvelope(place);
    if (envelope.files[name] === undefined) return null;
    return (await this.openFiles(place, envelope, [name])).get(name) ?? null;
  }

  /**
   * The envelope of a version, after the check that its stored files are exactly the sealed ones.
   */
  private async checkedEnvelope(place: BundlePlace): Promise<Envelope> {
    const names = await this.store.files(place);
    const envelope = await this.readEnvelope(place, names);
    checkNames(envelope, names);
    return envelope;
  }

  private async openFiles(
    place: BundlePlace,
    envelope: Envelope,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, Buffer>> {
    const { organizationKeyId } = envelope;
    const organizationKey = await this.keys.find(place.organizationId, organizationKeyId);
    if (organizationKey === null) throw organizationKeyUnknown(organizationKeyId);
    const stored = await Promise.all(
      names
        .map(sealedName)
        .map(async (name): Promise<[string, Buffer]> => [name, await this.store.read(place, name)]),
    );
    return openFiles(envelope, new Map(stored), organizationKey, names);
  }

  /**
   * The verified envelope of a version, null where its place is free.
   * @throws AppError as `open`.
   */
  async envelope(place: BundlePlace): Promise<Envelope | null> {
    const names = await this.store.files(place);
    return names.length === 0 ? null : this.readEnvelope(place, names);
  }

  /** Versions whose place is taken, whole or not. */
  versions(organizationId: OrganizationId): Promise<ModelVersion[]> {
    return this.store.versions(organizationId);
  }

  /** Bytes in the store of all versions of an organization, sealed. */
  bytes(organizationId: OrganizationId): Promise<number> {
    return this.store.bytes(organizationId);
  }

  /** Removes a version's files; missing ones are no error. */
  remove(place: BundlePlace): Promise<void> {
    return this.store.delete(place);
  }

  private async readEnvelope(place: BundlePlace, names: readonly string[]): Promise<Envelope> {
    if (names.length === 0) {
      throw new AppError(
        'MODEL.FILE_MISSING',
        `The bundle of version ${place.version} is missing from the artifact store.`,
      );
    }
    if (!names.includes(ENVELOPE_FILE)) throw unsigned(place);
    const bytes = await this.store.read(place, ENVELOPE_FILE);
    try {
      return readEnvelope(bytes, place, this.ring.ring.signers);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'MODEL.SIGNER_UNKNOWN')) throw error;
      // The signing key may be newer than the ring that was read.
      return readEnvelope(bytes, place, (await this.ring.reload()).signers);
    }
  }
}

/** A version has one path. Any other path leads to another bundle or to none. */
function assertOwnPath(reference: BundleReference): void {
  const { organizationId, version, artifactPath } = reference;
  if (artifactPath === artifactPathOf(reference)) return;
  const [owner, found, ...more] = bundlePathSegments(artifactPath);
  if (owner !== organizationId) {
    throw new AppError(
      'MODEL.WRONG_ORGANIZATION',
      'The path leads to a model of another organization and is refused.',
    );
  }
  if (found !== undefined && more.length === 0) {
    throw new AppError('MODEL.WRONG_VERSION', `The path leads to version ${found}, not ${version}.`);
  }
  throw new AppError('MODEL.PATH_REFUSED', 'The path does not name a bundle.');
}
