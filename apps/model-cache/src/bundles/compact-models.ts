import { AppError } from '@eagle/contracts/domain';
import type { Logger } from '@eagle/service-kit';
import { compactModel } from '@eagle/model-runtime';
import { PROBABILITY_FILE } from '@eagle/models';
import { LRUCache } from 'lru-cache';
import type { BundleReference, VerifiedBundles } from './verified-bundles.js';

/** Limit for all compact forms together; a missing one is made again in a few milliseconds. */
const BYTES_MAX = 256 * 1024 * 1024;

/** The graph that each form is made from. */
const GRAPH_OF = { 'model.ort': 'model.onnx', 'probability.ort': PROBABILITY_FILE } as const;
export type CompactForm = keyof typeof GRAPH_OF;

export const isCompactForm = (file: string): file is CompactForm => file in GRAPH_OF;

/**
 * Models in the form that needs the least memory in prediction. They are made from verified models
 * on request and kept in memory only.
 */
export class CompactModels {
  private readonly cache = new LRUCache<string, Buffer>({
    maxSize: BYTES_MAX,
    sizeCalculation: ({ length }) => length + 1,
  });

  constructor(
    private readonly bundles: Pick<VerifiedBundles, 'read'>,
    private readonly logger: Logger,
  ) {}

  /**
   * @throws AppError `MODEL.NO_COMPACT_FORM` (conflict) where this machine cannot make it; any
   * error of reading the bundle.
   */
  async read(reference: BundleReference, form: CompactForm): Promise<Buffer> {
    const key = `${reference.organizationId}/${reference.version}/${reference.artifactPath}/${form}`;
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const bundle = await this.bundles.read(reference);
    const graph = bundle.files[GRAPH_OF[form]];
    if (graph === undefined) {
      throw new AppError('MODEL.NO_COMPACT_FORM', `The model has no ${GRAPH_OF[form]}.`);
    }
    const made = await compactModel(graph).catch((error: unknown) => {
      // Prediction then uses the graph itself, with five times the memory.
      this.logger.warn({ ...reference, form, error }, 'The compact form of a model cannot be made here');
      throw error;
    });
    const bytes = Buffer.from(made.buffer, made.byteOffset, made.byteLength);
    this.cache.set(key, bytes);
    return bytes;
  }
}
