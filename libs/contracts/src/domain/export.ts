import * as z from 'zod';
import { assetIdSchema, exportIdSchema, instantSchema, tagNameSchema, userIdSchema } from './ids.js';
import { SERIES_TAGS_MAX } from './telemetry.js';
import { platformText } from './text.js';

export const exportKindSchema = z.enum(['telemetry', 'alerts', 'predictions']);
export type ExportKind = z.infer<typeof exportKindSchema>;

export const exportFormatSchema = z.enum(['csv', 'parquet']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/**
 * `queued` and `running` become `done`, `failed` or `cancelled`. A `done` export whose file was
 * removed because its time was over is `expired`.
 */
export const exportStateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'expired']);
export type ExportState = z.infer<typeof exportStateSchema>;

export const EXPORT_ASSETS_MAX = 500;

/** What is to be exported. */
export const exportSpecSchema = z.object({
  kind: exportKindSchema,
  format: exportFormatSchema,
  /** None: all that are configured or have a history. */
  assets: z.array(assetIdSchema).max(EXPORT_ASSETS_MAX),
  /** None: all that are configured. */
  tags: z.array(tagNameSchema).max(SERIES_TAGS_MAX),
  /** Event time, milliseconds since the epoch; null: from the first row. */
  fromMs: z.number().nullable(),
  /** Exclusive; null: to the newest row. */
  toMs: z.number().nullable(),
  /**
   * Only what came since the last incremental export of the same kind, assets, tags and beginning.
   */
  incremental: z.boolean(),
  /** IANA zone in which times are written. */
  zone: platformText,
});
export type ExportSpec = z.infer<typeof exportSpecSchema>;

const count = z.number().int().min(0);

/** Rows and bytes, at most and roughly. */
export const exportEstimateSchema = z.object({
  rows: count,
  bytes: count,
  /** An export with a larger file is refused or fails. */
  bytesMax: count,
});
export type ExportEstimate = z.infer<typeof exportEstimateSchema>;

/** An export and how far it is. */
export const exportJobSchema = z.object({
  id: exportIdSchema,
  state: exportStateSchema,
  kind: exportKindSchema,
  format: exportFormatSchema,
  /** Empty: all. */
  assets: z.array(assetIdSchema),
  tags: z.array(tagNameSchema),
  /** Null: from the first row, or to the newest. */
  from: instantSchema.nullable(),
  to: instantSchema.nullable(),
  incremental: z.boolean(),
  zone: platformText,
  requestedBy: userIdSchema.nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** When its file is removed; null: it has none. */
  expiresAt: instantSchema.nullable(),
  /** 0-1. */
  progress: z.number().min(0).max(1),
  /** Rows that were written so far. */
  rows: count,
  /** Size of the file so far. */
  bytes: count,
  estimate: z.object({ rows: count, bytes: count }),
  /** Rows that are stored and cannot be read, at most; the file lacks them. */
  missingRows: count,
  /** Name for the file on the client's side. */
  fileName: platformText,
  /** One sentence for people: what happens, or why it failed and what to do. */
  reason: platformText,
  /** Code of the error that made it fail. */
  code: platformText.nullable(),
});
export type ExportJob = z.infer<typeof exportJobSchema>;
