import { createHash } from 'node:crypto';
import { AppError, RPC, type ModelVersion, type OrganizationId } from '@eagle/contracts';
import type { Bus } from '@eagle/messaging';
import { ModelSession, readModelFile } from '@eagle/model-runtime';
import { checkedTrees, checkFiles, parseGoldenRows, parseManifest, TREES_FILE } from '@eagle/models';
import type { PredictionMetrics } from '../metrics.js';
import { LoadedModel } from './loaded-model.js';
import { LoadingLine, type LoadUrgency } from './loading-line.js';
import { residentBytesOf } from './model-bytes.js';

/** Which bundle: as the `live-models` bucket and `warmModel` name it. */
export interface ModelReference {
  readonly organizationId: OrganizationId;
  readonly version: ModelVersion;
  readonly artifactPath: string;
}

type BundleFile = 'manifest.json' | 'model.onnx' | 'model.ort' | 'golden.json' | typeof TREES_FILE;

/** How a model is loaded. */
export interface LoadOrder {
  readonly urgency: LoadUrgency;
  /** Asked when its turn has come: true lets it go without a load. */
  readonly isNeedless?: () => boolean;
}

/** Fetches bundles from model-cache, checks them once more and opens them; at most so many at once. */
export class ModelLoader {
  readonly #line: LoadingLine;

  constructor(
    private readonly bus: Pick<Bus, 'ask'>,
    private readonly metrics: Pick<PredictionMetrics, 'loaded'>,
    loadsMax: number,
  ) {
    this.#line = new LoadingLine(loadsMax);
  }

  /**
   * @returns null where it was needless.
   * @throws AppError of the bundle's check (`MODEL.*`, invalid) or of the transport (retryable).
   */
  load(
    reference: ModelReference,
    { urgency, isNeedless }: LoadOrder = { urgency: 'ahead' },
  ): Promise<LoadedModel | null> {
    return this.#line.run(urgency, async () => {
      if (isNeedless?.() === true) return null;
      try {
        const model = await this.#load(reference);
        this.metrics.loaded('ok');
        return model;
      } catch (error) {
        this.metrics.loaded('failed');
        throw error;
      }
    });
  }

  async #load(reference: ModelReference): Promise<LoadedModel> {
    const startedAtMs = performance.now();
    const manifestBytes = await this.#fetch(reference, 'manifest.json');
    const manifest = parseManifest(manifestBytes);
    if (manifest.organizationId !== reference.organizationId || manifest.version !== reference.version) {
      throw new AppError(
        'MODEL.WRONG_ORGANIZATION',
        'forbidden',
        'The bundle is not the one that was asked for.',
      );
    }
    const hasTrees = manifest.files[TREES_FILE] !== undefined;
    const [compact, goldenBytes, treesBytes] = await Promise.all([
      this.#fetchCompact(reference),
      this.#fetch(reference, 'golden.json'),
      hasTrees ? this.#fetch(reference, TREES_FILE) : null,
    ]);
    const graph = compact ?? (await this.#fetch(reference, 'model.onnx'));
    checkFiles(manifest, {
      ...manifest.files,
      ...(compact === null ? { 'model.onnx': sha256(graph) } : {}),
      'golden.json': sha256(goldenBytes),
      ...(treesBytes === null ? {} : { [TREES_FILE]: sha256(treesBytes) }),
    });
    const width = manifest.featureNames.length;
    const golden = parseGoldenRows(goldenBytes, manifest);
    const trees = treesBytes === null ? null : checkedTrees(treesBytes, width, golden);
    const session = await ModelSession.open(graph, { width, components: manifest.components.length });
    try {
      await session.rescore(golden);
      await session.warmUp();
    } catch (error) {
      await session.release();
      throw error;
    }
    const bytes = residentBytesOf({
      manifest: manifestBytes.length,
      graph: graph.length,
      isCompact: compact !== null,
      trees: treesBytes?.length ?? 0,
    });
    return new LoadedModel(manifest, session, trees, bytes, performance.now() - startedAtMs);
  }

  /** The manifest has no digest of this form: model-cache made it of the file that has one, and the golden rows hold it to the same answers. */
  async #fetchCompact(reference: ModelReference): Promise<Uint8Array | null> {
    try {
      return await this.#fetch(reference, 'model.ort');
    } catch (error) {
      if (error instanceof AppError && error.code === 'MODEL.NO_COMPACT_FORM') return null;
      throw error;
    }
  }

  #fetch(reference: ModelReference, file: BundleFile): Promise<Uint8Array> {
    const { organizationId, version, artifactPath } = reference;
    return readModelFile(file, (offset) =>
      this.bus.ask(RPC.readModelFile, { organizationId, version, artifactPath, file, offset }),
    );
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
