import type { BundleReference, SealedBundles } from '@eagle/artifacts';
import { AppError, type FeatureSetHash, type ModelManifest } from '@eagle/contracts/domain';
import { ModelSession, quickAnswerOf } from '@eagle/model-runtime';
import { checkBundle, checkedTrees, parseGoldenRows, PROBABILITY_FILE, TREES_FILE } from '@eagle/models';
import { LRUCache } from 'lru-cache';
import type { ModelCacheMetrics } from '../metrics.js';
import type { BundleFiles } from './bundle-files.js';
import { checkedManifest, MANIFEST } from './checked-manifest.js';

export type { BundleReference } from '@eagle/artifacts';

export interface VerifiedBundle {
  readonly manifest: ModelManifest;
  readonly files: BundleFiles;
  readonly digests: Readonly<Record<string, string>>;
}

/** The features that an organization computes at present. */
export interface CurrentFeatures {
  readonly hash: FeatureSetHash;
  readonly names: readonly string[];
}

/**
 * Decrypted and fully checked bundles, kept in memory up to a limit of bytes. An evicted one is
 * read and checked again when it is needed.
 */
export class VerifiedBundles {
  private readonly cache: LRUCache<string, VerifiedBundle>;
  private readonly reading = new Map<string, Promise<VerifiedBundle>>();

  constructor(
    private readonly sealed: Pick<SealedBundles, 'open'>,
    bytesMax: number,
  ) {
    this.cache = new LRUCache({ maxSize: bytesMax, sizeCalculation: bytesOf });
  }

  /** Set once, by the composition: the metrics read the sizes from here. */
  metrics: Pick<ModelCacheMetrics, 'lookedUp'> | null = null;

  get bytes(): number {
    return this.cache.calculatedSize;
  }
  get count(): number {
    return this.cache.size;
  }

  /**
   * Checks everything that a bundle must fulfil before it may go live: files, contract, and that
   * its model gives the golden answers on this machine. Always reads the store again.
   * @throws AppError `MODEL.*` with the reason for people.
   */
  async verify(reference: BundleReference, features: CurrentFeatures): Promise<VerifiedBundle> {
    this.cache.delete(keyOf(reference));
    const bundle = await this.readChecked(reference);
    const { organizationId, version } = reference;
    checkBundle(bundle.manifest, { organizationId, version, featureSet: features, digests: bundle.digests });
    await rescore(bundle);
    this.cache.set(keyOf(reference), bundle);
    return bundle;
  }

  /**
   * A bundle that was verified before, from memory or again from the store.
   * @throws AppError `MODEL.*` where it no longer matches its manifest.
   */
  async read(reference: BundleReference): Promise<VerifiedBundle> {
    const key = keyOf(reference);
    const cached = this.cache.get(key);
    this.metrics?.lookedUp(cached === undefined ? 'miss' : 'hit');
    if (cached !== undefined) return cached;
    const running = this.reading.get(key);
    if (running !== undefined) return running;
    const reading = this.readChecked(reference)
      .then((bundle) => {
        this.cache.set(key, bundle);
        return bundle;
      })
      .finally(() => this.reading.delete(key));
    this.reading.set(key, reading);
    return reading;
  }

  private async readChecked(reference: BundleReference): Promise<VerifiedBundle> {
    const { envelope, files } = await this.sealed.open(reference);
    const manifest = checkedManifest(envelope, files);
    const digests = Object.fromEntries(
      [...files.keys()].flatMap((name) => {
        const digest = envelope.files[name]?.plain.digest;
        return name === MANIFEST || digest === undefined ? [] : [[name, digest]];
      }),
    );
    return { manifest, files: servedFiles(files), digests };
  }
}

async function rescore({ manifest, files }: VerifiedBundle): Promise<void> {
  const golden = parseGoldenRows(files['golden.json'], manifest);
  const trees = files[TREES_FILE];
  if (trees !== undefined) checkedTrees(trees, manifest.featureNames.length, golden);
  const shape = { width: manifest.featureNames.length, components: manifest.components.length };
  const quick = quickAnswerOf(manifest, files[PROBABILITY_FILE] ?? null);
  const session = await ModelSession.open(files['model.onnx'], shape, quick);
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

/** Reports and similar files are checked with the rest and then dropped. */
function servedFiles(files: ReadonlyMap<string, Buffer>): BundleFiles {
  const needed = (name: string): Buffer => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new AppError('MODEL.FILE_MISSING', `The model has no ${name}.`);
    return bytes;
  };
  const [trees, probability] = [files.get(TREES_FILE), files.get(PROBABILITY_FILE)];
  return {
    'manifest.json': needed('manifest.json'),
    'model.onnx': needed('model.onnx'),
    'golden.json': needed('golden.json'),
    ...(trees === undefined ? {} : { [TREES_FILE]: trees }),
    ...(probability === undefined ? {} : { [PROBABILITY_FILE]: probability }),
  };
}
