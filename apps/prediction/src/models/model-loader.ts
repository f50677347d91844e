import { createHash } from 'node:crypto';
import { RPC } from '@eagle/contracts/bus';
import { AppError, type ModelVersion, type OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { ModelSession, quickAnswerOf, readModelFile } from '@eagle/model-runtime';
import {
  checkedTrees,
  checkFiles,
  parseGoldenRows,
  parseManifest,
  PROBABILITY_FILE,
  TREES_FILE,
} from '@eagle/models';
import type { z } from 'zod';
import type { PredictionMetrics } from '../metrics.js';
import { LoadedModel } from './loaded-model.js';
import { LoadingLine, type LoadUrgency } from './loading-line.js';
import { halfOfTheTime, WITHOUT_REST } from './loading-pace.js';
import { residentBytesOf } from './model-bytes.js';

/** Identifies a bundle, as the `live-models` bucket and `warmModel` name it. */
export interface ModelReference {
  readonly organizationId: OrganizationId;
  readonly version: ModelVersion;
  readonly artifactPath: string;
}

type BundleFile = z.output<typeof RPC.readModelFile.request>['file'];

/** A graph as fetched. */
interface FetchedGraph {
  readonly file: 'model.onnx' | typeof PROBABILITY_FILE;
  readonly bytes: Uint8Array;
  readonly isCompact: boolean;
}

/** Options of a load. */
export interface LoadOrder {
  readonly urgency: LoadUrgency;
  /** Checked when its turn has come: true skips the load. */
  readonly isNeedless?: () => boolean;
}

/** Fetches bundles from model-cache, checks them again and opens them; a limited number at once. */
export class ModelLoader {
  private readonly line: LoadingLine;

  constructor(
    private readonly bus: Pick<Bus, 'ask'>,
    private readonly metrics: Pick<PredictionMetrics, 'loaded'>,
    loadsMax: number,
  ) {
    this.line = new LoadingLine(loadsMax);
  }

  /**
   * @returns null where the load was not needed.
   * @throws AppError of the bundle's check (`MODEL.*`, invalid) or of the transport (retryable).
   */
  load(
    reference: ModelReference,
    { urgency, isNeedless }: LoadOrder = { urgency: 'ahead' },
  ): Promise<LoadedModel | null> {
    return this.line.run(urgency, async () => {
      if (isNeedless?.() === true) return null;
      try {
        const model = await this.loadNow(reference, urgency);
        this.metrics.loaded('ok');
        return model;
      } catch (error) {
        this.metrics.loaded('failed');
        throw error;
      }
    });
  }

  private async loadNow(reference: ModelReference, urgency: LoadUrgency): Promise<LoadedModel> {
    const startedAtMs = performance.now();
    const manifestBytes = await this.fetch(reference, 'manifest.json');
    const manifest = parseManifest(manifestBytes);
    if (manifest.organizationId !== reference.organizationId || manifest.version !== reference.version) {
      throw new AppError('MODEL.WRONG_ORGANIZATION', 'The bundle is not the requested one.');
    }
    const lists = (file: string): boolean => manifest.files[file] !== undefined;
    const [graph, quick, goldenBytes, treesBytes] = await Promise.all([
      this.fetchGraph(reference, 'model.onnx', 'model.ort'),
      lists(PROBABILITY_FILE) ? this.fetchGraph(reference, PROBABILITY_FILE, 'probability.ort') : null,
      this.fetch(reference, 'golden.json'),
      lists(TREES_FILE) ? this.fetch(reference, TREES_FILE) : null,
    ]);
    checkFiles(manifest, {
      ...manifest.files,
      ...digestOf(graph),
      ...(quick === null ? {} : digestOf(quick)),
      'golden.json': sha256(goldenBytes),
      ...(treesBytes === null ? {} : { [TREES_FILE]: sha256(treesBytes) }),
    });
    const pace = urgency === 'frame' ? WITHOUT_REST : halfOfTheTime();
    const width = manifest.featureNames.length;
    const golden = parseGoldenRows(goldenBytes, manifest);
    const trees = treesBytes === null ? null : checkedTrees(treesBytes, width, golden);
    const shape = { width, components: manifest.components.length };
    const quickAnswer = quickAnswerOf(manifest, quick?.bytes ?? null);
    await pace.rest();
    const session = await ModelSession.open(graph.bytes, shape, quickAnswer, () => pace.rest());
    try {
      await pace.rest();
      await session.rescore(golden);
      await pace.rest();
      await session.warmUp();
    } catch (error) {
      await session.release();
      throw error;
    }
    const bytes = residentBytesOf({
      manifest: manifestBytes.length,
      graphs: [graph.bytes.length, ...(quickAnswer === null ? [] : [quickAnswer.graph.length])],
      isCompact: graph.isCompact,
      trees: treesBytes?.length ?? 0,
    });
    return new LoadedModel(manifest, session, trees, bytes, performance.now() - startedAtMs);
  }

  /** Fetches the compact form where model-cache can make one. */
  private async fetchGraph(
    reference: ModelReference,
    file: FetchedGraph['file'],
    compact: 'model.ort' | 'probability.ort',
  ): Promise<FetchedGraph> {
    try {
      return { file, bytes: await this.fetch(reference, compact), isCompact: true };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'MODEL.NO_COMPACT_FORM') throw error;
      return { file, bytes: await this.fetch(reference, file), isCompact: false };
    }
  }

  private fetch(reference: ModelReference, file: BundleFile): Promise<Uint8Array> {
    const { organizationId, version, artifactPath } = reference;
    return readModelFile(file, (offset) =>
      this.bus.ask(RPC.readModelFile, { organizationId, version, artifactPath, file, offset }),
    );
  }
}

/**
 * The manifest has no digest of compact forms. model-cache makes them from files that have one, and
 * the golden rows check that the answers are the same.
 */
const digestOf = ({ file, bytes, isCompact }: FetchedGraph): Record<string, string> =>
  isCompact ? {} : { [file]: sha256(bytes) };

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
