import { createHash } from 'node:crypto';
import {
  AppError,
  type FeatureSetHash,
  type ModelManifest,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts';
import { ModelSession } from '@eagle/model-runtime';
import { checkBundle, checkFiles, parseGoldenRows, parseManifest } from '@eagle/models';
import { LRUCache } from 'lru-cache';
import type { ModelCacheMetrics } from '../metrics.js';
import type { BundleFiles, BundleStore } from './bundle-files.js';

/** Which bundle, of whom. */
export interface BundleReference {
  readonly organizationId: OrganizationId;
  readonly version: ModelVersion;
  readonly artifactPath: string;
}

export interface VerifiedBundle {
  readonly manifest: ModelManifest;
  readonly files: BundleFiles;
  readonly digests: Readonly<Record<string, string>>;
}

/** The features that an organization computes now. */
export interface CurrentFeatures {
  readonly hash: FeatureSetHash;
  readonly names: readonly string[];
}

/** Files of a bundle besides those that serving needs (reports and the like). */
const EXTRA_FILES_MAX = 16;

/** Bundles whose every byte was checked, kept in memory up to a bound of bytes; read again and checked again when they are needed after that. */
export class VerifiedBundles {
  readonly #cache: LRUCache<string, VerifiedBundle>;
  readonly #reading = new Map<string, Promise<VerifiedBundle>>();

  constructor(
    private readonly store: Pick<BundleStore, 'read' | 'readExtra'>,
    bytesMax: number,
  ) {
    this.#cache = new LRUCache({ maxSize: bytesMax, sizeCalculation: bytesOf });
  }

  /** Set once, by the composition: the metrics read the sizes from here. */
  metrics: Pick<ModelCacheMetrics, 'lookedUp'> | null = null;

  get bytes(): number {
    return this.#cache.calculatedSize;
  }
  get count(): number {
    return this.#cache.size;
  }

  /**
   * Everything that is asked of a bundle before it may go live: files, contract, and that its model gives the golden answers on this machine.
   * Always reads the store anew.
   * @throws AppError `MODEL.*` with the reason for people.
   */
  async verify(reference: BundleReference, features: CurrentFeatures): Promise<VerifiedBundle> {
    this.#cache.delete(keyOf(reference));
    const bundle = await this.#readChecked(reference);
    const { organizationId, version } = reference;
    checkBundle(bundle.manifest, { organizationId, version, featureSet: features, digests: bundle.digests });
    await rescore(bundle);
    this.#cache.set(keyOf(reference), bundle);
    return bundle;
  }

  /**
   * A bundle that was verified before, from memory or again from the store.
   * @throws AppError `MODEL.*` where it is no longer what its manifest says.
   */
  async read(reference: BundleReference): Promise<VerifiedBundle> {
    const key = keyOf(reference);
    const cached = this.#cache.get(key);
    this.metrics?.lookedUp(cached === undefined ? 'miss' : 'hit');
    if (cached !== undefined) return cached;
    const running = this.#reading.get(key);
    if (running !== undefined) return running;
    const reading = this.#readChecked(reference)
      .then((bundle) => {
        this.#cache.set(key, bundle);
        return bundle;
      })
      .finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  async #readChecked(reference: BundleReference): Promise<VerifiedBundle> {
    const files = await this.store.read(reference.artifactPath);
    const manifest = parseManifest(files['manifest.json']);
    if (manifest.organizationId !== reference.organizationId) {
      throw new AppError(
        'MODEL.WRONG_ORGANIZATION',
        'forbidden',
        'The model was made for another organization and is refused.',
      );
    }
    if (manifest.version !== reference.version) {
      throw new AppError('MODEL.WRONG_VERSION', 'invalid', `The bundle holds version ${manifest.version}.`);
    }
    const digests = await this.#digestsOf(reference.artifactPath, manifest, files);
    checkFiles(manifest, digests);
    return { manifest, files, digests };
  }

  /** Of every file that the manifest lists; those that are not needed to serve are read for their digest only. */
  async #digestsOf(
    artifactPath: string,
    manifest: ModelManifest,
    files: BundleFiles,
  ): Promise<Record<string, string>> {
    const digests: Record<string, string> = {
      'model.onnx': sha256(files['model.onnx']),
      'golden.json': sha256(files['golden.json']),
    };
    const extras = Object.keys(manifest.files).filter((name) => digests[name] === undefined);
    if (extras.length > EXTRA_FILES_MAX) {
      throw new AppError(
        'MODEL.MANIFEST_INCONSISTENT',
        'invalid',
        `The manifest lists ${extras.length} more files.`,
      );
    }
    for (const name of extras) digests[name] = sha256(await this.store.readExtra(artifactPath, name));
    return digests;
  }
}

async function rescore({ manifest, files }: VerifiedBundle): Promise<void> {
  const golden = parseGoldenRows(files['golden.json'], manifest);
  const session = await ModelSession.open(files['model.onnx'], {
    width: manifest.featureNames.length,
    components: manifest.components.length,
  });
  try {
    await session.rescore(golden);
  } finally {
    await session.release();
  }
}

const keyOf = ({ organizationId, version, artifactPath }: BundleReference): string =>
  `${organizationId}/${version}/${artifactPath}`;

const bytesOf = ({ files }: VerifiedBundle): number =>
  Object.values(files).reduce((sum, file) => sum + file.byteLength, 1);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
