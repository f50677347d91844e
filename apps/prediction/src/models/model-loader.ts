import { createHash } from 'node:crypto';
import { AppError, RPC, type ModelVersion, type OrganizationId } from '@eagle/contracts';
import type { Bus } from '@eagle/messaging';
import { ModelSession } from '@eagle/model-runtime';
import { checkedTrees, checkFiles, parseGoldenRows, parseManifest, TREES_FILE } from '@eagle/models';
import type { PredictionMetrics } from '../metrics.js';
import { LoadedModel } from './loaded-model.js';

/** Which bundle: as the `live-models` bucket and `warmModel` name it. */
export interface ModelReference {
  readonly organizationId: OrganizationId;
  readonly version: ModelVersion;
  readonly artifactPath: string;
}

type BundleFile = 'manifest.json' | 'model.onnx' | 'golden.json' | typeof TREES_FILE;

/** A file larger than this is refused before it is fetched. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** Fetches bundles from model-cache, checks them once more and opens them; at most so many at once. */
export class ModelLoader {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly bus: Pick<Bus, 'ask'>,
    private readonly metrics: PredictionMetrics,
    private readonly loadsMax: number,
  ) {}

  /** @throws AppError of the bundle's check (`MODEL.*`, invalid) or of the transport (retryable). */
  async load(reference: ModelReference): Promise<LoadedModel> {
    await this.#enter();
    try {
      const model = await this.#load(reference);
      this.metrics.loaded('ok');
      return model;
    } catch (error) {
      this.metrics.loaded('failed');
      throw error;
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #enter(): Promise<void> {
    // A woken waiter checks again: another call may have taken the place meanwhile.
    while (this.#running >= this.loadsMax) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
  }

  async #load(reference: ModelReference): Promise<LoadedModel> {
    const startedAtMs = performance.now();
    const manifest = parseManifest(await this.#fetch(reference, 'manifest.json'));
    if (manifest.organizationId !== reference.organizationId || manifest.version !== reference.version) {
      throw new AppError(
        'MODEL.WRONG_ORGANIZATION',
        'forbidden',
        'The bundle is not the one that was asked for.',
      );
    }
    const onnx = await this.#fetch(reference, 'model.onnx');
    const goldenBytes = await this.#fetch(reference, 'golden.json');
    const hasTrees = manifest.files[TREES_FILE] !== undefined;
    const treesBytes = hasTrees ? await this.#fetch(reference, TREES_FILE) : null;
    checkFiles(manifest, {
      ...manifest.files,
      'model.onnx': sha256(onnx),
      'golden.json': sha256(goldenBytes),
      ...(treesBytes === null ? {} : { [TREES_FILE]: sha256(treesBytes) }),
    });
    const width = manifest.featureNames.length;
    const golden = parseGoldenRows(goldenBytes, manifest);
    const trees = treesBytes === null ? null : checkedTrees(treesBytes, width, golden);
    const session = await ModelSession.open(onnx, { width, components: manifest.components.length });
    try {
      await session.rescore(golden);
      await session.warmUp();
    } catch (error) {
      await session.release();
      throw error;
    }
    return new LoadedModel(manifest, session, trees, performance.now() - startedAtMs);
  }

  async #fetch(reference: ModelReference, file: BundleFile): Promise<Uint8Array> {
    const { organizationId, version, artifactPath } = reference;
    let whole: Uint8Array | null = null;
    let offset = 0;
    do {
      const request = { organizationId, version, artifactPath, file, offset };
      const { size, bytes } = await this.bus.ask(RPC.readModelFile, request);
      if (size > FILE_BYTES_MAX) {
        throw new AppError('MODEL.FILE_TOO_LARGE', 'invalid', `The model's ${file} has ${size} bytes.`);
      }
      whole ??= new Uint8Array(size);
      const piece = Buffer.from(bytes, 'base64');
      if (whole.length !== size || offset + piece.length > size || (piece.length === 0 && size > offset)) {
        throw new AppError(
          'MODEL.FILE_CHANGED',
          'unavailable',
          `The model's ${file} changed while it was read.`,
        );
      }
      whole.set(piece, offset);
      offset += piece.length;
    } while (offset < whole.length);
    return whole;
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
