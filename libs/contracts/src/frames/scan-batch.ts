import * as z from 'zod';
import { assetIdSchema, organizationIdSchema, tagNameSchema } from '../domain/ids.js';
import type { Codec } from './codec.js';
import { encodeFrame, encodeMeta, FrameReader, MetaMemory } from './columns.js';
import { platformText } from '../domain/text.js';

export const SCAN_BATCH_ROWS_MAX = 64;
/** Increases with every change of the layout that an older reader would misread. */
const VERSION = 1;

/** What an asset's messages have in common for as long as its configuration stays. */
const lastingMetaSchema = z.object({
  organizationId: organizationIdSchema,
  assetId: assetIdSchema,
  /** Revision of the organization's config under which the rows were mapped. */
  configRevision: z.number().int(),
  tags: z.array(tagNameSchema),
  /** Names for the `states` column. */
  stateNames: z.array(platformText),
  /**
   * For a message without rows (nothing came): the asset's event time, advanced since its last row.
   * Null where rows carry the time.
   */
  heartbeatAtMs: z.number().nullable(),
  /**
   * In a heartbeat: how long no row of the asset has arrived, in milliseconds of the reader's
   * steady clock, whatever the source's clock does. Absent in messages of earlier versions.
   */
  silentMs: z.number().min(0).optional(),
});

/** What differs from message to message. */
const sourceMetaSchema = z.strictObject({
  /**
   * Where the rows came from, so that a restarted reader knows what it has already published.
   * `batch` numbers the organization's reads: all messages of one read carry the same number, and
   * feature frames are cut within it. `rowKeys` has one entry a row.
   */
  // eslint-disable-next-line no-restricted-syntax -- one per row, for data-processor only; never in a database.
  source: z.object({ batch: z.number().int(), rowKeys: z.array(z.string()) }),
});

const metaSchema = z.object({ ...lastingMetaSchema.shape, source: sourceMetaSchema.shape.source.optional() });

/**
 * Up to 64 consecutive scans of one asset, oldest first: `scans.<organizationId>.<assetId>`.
 * `values` holds NaN where there is no usable value, booleans as 0/1; `quality` says why (see
 * QUALITY). Times are milliseconds since the epoch, UTC. `sequences` number an asset's scans in
 * publication order and never repeat.
 */
export interface ScanBatch extends z.infer<typeof metaSchema> {
  readonly rows: number;
  readonly sequences: Float64Array;
  readonly eventTimesMs: Float64Array;
  /** When the row was read from the source, wall clock. */
  readonly readAtsMs: Float64Array;
  /** Index into `stateNames`. */
  readonly states: Uint8Array;
  /** rows x tags. */
  readonly values: Float64Array;
  /** rows x tags, QUALITY codes. */
  readonly quality: Uint8Array;
}

export function encodeScanBatch(batch: ScanBatch): Uint8Array {
  const { organizationId, assetId, configRevision, tags, stateNames, heartbeatAtMs, silentMs, source } =
    batch;
  return encodeFrame(
    VERSION,
    batch.rows,
    encodeMeta({
      organizationId,
      assetId,
      configRevision,
      tags,
      stateNames,
      heartbeatAtMs,
      silentMs,
      source,
    }),
    [
      { type: 'f64', values: batch.sequences },
      { type: 'f64', values: batch.eventTimesMs },
      { type: 'f64', values: batch.readAtsMs },
      { type: 'f64', values: batch.values },
      { type: 'u8', values: batch.states },
      { type: 'u8', values: batch.quality },
    ],
  );
}

const lastingMetas = new MetaMemory((meta) => lastingMetaSchema.parse(meta));
/** The key of `source` as JSON writes it: within a text its quotes would be escaped. */
const SOURCE_KEY = ',"source":';

/**
 * The meta of a frame. All but `source`, which is written last, comes again with every message of
 * an asset: it is checked once.
 */
function metaOf(reader: FrameReader): z.infer<typeof metaSchema> {
  const { metaText } = reader;
  const end = metaText.lastIndexOf(SOURCE_KEY);
  // A heartbeat holds its time, and differs as a whole.
  const source = reader.rows === 0 || end < 0 ? null : sourceIn(`{${metaText.slice(end + 1)}`);
  if (source === null) return metaSchema.parse(reader.meta);
  return { ...lastingMetas.of(`${metaText.slice(0, end)}}`), ...source };
}

/** @returns null where the text holds anything else: then the meta is read as a whole. */
function sourceIn(text: string): z.infer<typeof sourceMetaSchema> | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  return sourceMetaSchema.safeParse(parsed).data ?? null;
}

/** @throws as `Codec.decode` does: the message can never be read. */
export function decodeScanBatch(payload: Uint8Array): ScanBatch {
  const reader = FrameReader.open(payload, VERSION);
  const meta = metaOf(reader);
  const width = meta.tags.length;
  const batch = {
    ...meta,
    rows: reader.rows,
    sequences: reader.f64(),
    eventTimesMs: reader.f64(),
    readAtsMs: reader.f64(),
    values: reader.f64(width),
    states: reader.u8(),
    quality: reader.u8(width),
  };
  reader.end();
  return batch;
}

export const scanBatchCodec: Codec<ScanBatch> = {
  version: VERSION,
  encoding: 'frame',
  encode: encodeScanBatch,
  decode: decodeScanBatch,
};
