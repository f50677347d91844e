import * as z from 'zod';
import { factorSchema } from '../domain/alert-cause.js';
import {
  assetIdSchema,
  componentNameSchema,
  modelVersionSchema,
  organizationIdSchema,
} from '../domain/ids.js';
import type { Codec } from './codec.js';
import { encodeFrame, EncodedMetas, FrameReader, MetaMemory } from './columns.js';
import { platformText } from '../domain/text.js';

/** Increases with every change of the layout that an older reader would misread. */
const VERSION = 1;

const metaSchema = z.object({
  organizationId: organizationIdSchema,
  modelVersion: modelVersionSchema,
  assetNames: z.array(assetIdSchema),
  componentNames: z.array(componentNameSchema),
  /** Threshold that was chosen for the model, 0-1; absent in frames of earlier versions. */
  probabilityMin: z.number().optional(),
  /**
   * Top factors of the rows that could raise an alert, by row index (as text); other rows have
   * none.
   */
  factors: z.record(platformText, z.array(factorSchema)),
});

/**
 * One prediction a row, in the order of the feature frame it came from:
 * `predictions.<organizationId>`.
 */
export interface PredictionFrame extends z.infer<typeof metaSchema> {
  readonly rows: number;
  readonly assets: Uint16Array;
  /** The feature row's flags, see FEATURE_FLAG. */
  readonly flags: Uint16Array;
  /** Index into `componentNames`. */
  readonly components: Uint16Array;
  readonly sequences: Float64Array;
  readonly eventTimesMs: Float64Array;
  readonly readAtsMs: Float64Array;
  /** 0-1, calibrated, of a failure within the model's horizon. */
  readonly probability: Float32Array;
  /** 0-1, how far the answer can be trusted. */
  readonly confidence: Float32Array;
  /** rows x 3, minutes: quantiles 10, 50, 90. */
  readonly timeToFailure: Float32Array;
}

/**
 * For frames without a row that could raise an alert (nearly all): always the same object, so that
 * their encoded meta is reused.
 */
export const NO_FACTORS: PredictionFrame['factors'] = Object.freeze({});

const written = new EncodedMetas<z.infer<typeof metaSchema>>();

export function encodePredictionFrame(frame: PredictionFrame): Uint8Array {
  const { organizationId, modelVersion, assetNames, componentNames, probabilityMin, factors } = frame;
  const meta = { organizationId, modelVersion, assetNames, componentNames, probabilityMin, factors };
  return encodeFrame(VERSION, frame.rows, written.of(organizationId, meta), [
    { type: 'f64', values: frame.sequences },
    { type: 'f64', values: frame.eventTimesMs },
    { type: 'f64', values: frame.readAtsMs },
    { type: 'f32', values: frame.probability },
    { type: 'f32', values: frame.confidence },
    { type: 'f32', values: frame.timeToFailure },
    { type: 'u16', values: frame.assets },
    { type: 'u16', values: frame.flags },
    { type: 'u16', values: frame.components },
  ]);
}

const metas = new MetaMemory((meta) => metaSchema.parse(meta));

/** @throws as `Codec.decode` does: the message can never be read. */
export function decodePredictionFrame(payload: Uint8Array): PredictionFrame {
  const reader = FrameReader.open(payload, VERSION);
  const meta = metas.of(reader.metaText);
  const frame = {
    ...meta,
    rows: reader.rows,
    sequences: reader.f64(),
    eventTimesMs: reader.f64(),
    readAtsMs: reader.f64(),
    probability: reader.f32(),
    confidence: reader.f32(),
    timeToFailure: reader.f32(3),
    assets: reader.u16(),
    flags: reader.u16(),
    components: reader.u16(),
  };
  reader.end();
  return frame;
}

export const predictionFrameCodec: Codec<PredictionFrame> = {
  version: VERSION,
  encoding: 'frame',
  encode: encodePredictionFrame,
  decode: decodePredictionFrame,
};
