import * as z from 'zod';
import { assetIdSchema, featureSetHashSchema, organizationIdSchema } from '../domain/ids.js';
import type { Codec } from './codec.js';
import { encodeFrame, EncodedMetas, FrameReader, MetaMemory } from './columns.js';

export const FEATURE_FRAME_ROWS_MAX = 64;
/** Increases with every change of the layout that an older reader would misread. */
const VERSION = 1;

/** Bits of a feature row's `flags`. */
export const FEATURE_FLAG = {
  /**
   * The longest window is not yet filled with event time since (re)start or a gap: this row may
   * raise no alert.
   */
  windowIncomplete: 1,
  /** The asset is in a state without predictions (idle, cooling, ...). */
  stateExcluded: 2,
  /** The row came late, after newer rows of the asset. */
  late: 4,
} as const;

const metaSchema = z.object({
  organizationId: organizationIdSchema,
  featureSetHash: featureSetHashSchema,
  width: z.number().int().positive(),
  /** Names for the `assets` column. */
  assetNames: z.array(assetIdSchema),
});

/**
 * Up to 64 rows of one organization's feature set: `features.<organizationId>`. NaN in `matrix` is
 * a missing feature.
 */
export interface FeatureFrame extends z.infer<typeof metaSchema> {
  readonly rows: number;
  /** Index into `assetNames`. */
  readonly assets: Uint16Array;
  readonly flags: Uint16Array;
  readonly sequences: Float64Array;
  readonly eventTimesMs: Float64Array;
  readonly readAtsMs: Float64Array;
  /** rows x width. */
  readonly matrix: Float32Array;
}

const written = new EncodedMetas<z.infer<typeof metaSchema>>();

export function encodeFeatureFrame(frame: FeatureFrame): Uint8Array {
  const { organizationId, featureSetHash, width, assetNames } = frame;
  const meta = written.of(organizationId, { organizationId, featureSetHash, width, assetNames });
  return encodeFrame(VERSION, frame.rows, meta, [
    { type: 'f64', values: frame.sequences },
    { type: 'f64', values: frame.eventTimesMs },
    { type: 'f64', values: frame.readAtsMs },
    { type: 'u16', values: frame.assets },
    { type: 'u16', values: frame.flags },
    { type: 'f32', values: frame.matrix },
  ]);
}

const metas = new MetaMemory((meta) => metaSchema.parse(meta));

/** @throws as `Codec.decode` does: the message can never be read. */
export function decodeFeatureFrame(payload: Uint8Array): FeatureFrame {
  const reader = FrameReader.open(payload, VERSION);
  const meta = metas.of(reader.metaText);
  const frame = {
    ...meta,
    rows: reader.rows,
    sequences: reader.f64(),
    eventTimesMs: reader.f64(),
    readAtsMs: reader.f64(),
    assets: reader.u16(),
    flags: reader.u16(),
    matrix: reader.f32(meta.width),
  };
  reader.end();
  return frame;
}

export const featureFrameCodec: Codec<FeatureFrame> = {
  version: VERSION,
  encoding: 'frame',
  encode: encodeFeatureFrame,
  decode: decodeFeatureFrame,
};
