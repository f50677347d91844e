import * as z from 'zod';
import { assetIdSchema, organizationIdSchema, tagNameSchema } from '../../domain/ids.js';
import {
  dayQualitySchema,
  historyUsageSchema,
  qualityNameSchema,
  SERIES_POINTS,
  SERIES_TAGS_MAX,
  telemetryKindSchema,
} from '../../domain/telemetry.js';
import { timeZoneSchema } from '../../domain/organization.js';
import { platformText } from '../../domain/text.js';
import { defineRequest } from '../define-request.js';

/**
 * One number a point as base64 of little-endian doubles: half of what JSON takes, and NaN (no
 * value) can be said.
 */
const numbers = z.base64();

/** One text a point, out of a few. `codes`: base64 of little-endian 16-bit indexes into `names`. */
const labels = z.object({ names: z.array(platformText), codes: z.base64() });

/** The quality of each point, as `labels`; empty where the column was not recorded. */
const qualities = z.object({
  names: z.array(z.union([qualityNameSchema, z.literal('')])),
  codes: z.base64(),
});

/**
 * Of rows as they are, only `last` and `quality` are there: minimum, maximum and mean are the value
 * itself.
 */
const seriesColumn = z.object({
  name: platformText,
  /** As the tag is configured now; empty: it has none. */
  unit: platformText,
  min: numbers.nullable(),
  max: numbers.nullable(),
  mean: numbers.nullable(),
  last: numbers,
  goodShare: numbers.nullable(),
  /** Of rows as they are; null: all good. */
  quality: qualities.nullable(),
});

const missingRows = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  rows: z.number(),
  reason: platformText,
});

/** Columns of a range, see `SeriesAnswer` of `@eagle/telemetry`. */
const seriesReply = z.object({
  organizationId: organizationIdSchema,
  /** Width of a bucket; 0: rows as they are. */
  widthMs: z.number(),
  timesMs: numbers,
  columns: z.array(seriesColumn),
  labels: z.record(platformText, labels),
  stateMs: z.record(platformText, numbers),
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
  missing: z.array(missingRows),
  /** Instants that had several rows; the one with the highest sequence won. */
  conflicts: z.object({
    count: z.number(),
    first: z.array(z.object({ timeMs: z.number(), sequences: z.array(z.number()) })),
  }),
});
export type SeriesReply = z.input<typeof seriesReply>;

const range = {
  organizationId: organizationIdSchema,
  assetId: assetIdSchema,
  fromMs: z.number(),
  toMs: z.number(),
};
const points = z.number().int().min(SERIES_POINTS.min).max(SERIES_POINTS.max);
const tags = z.array(tagNameSchema).max(SERIES_TAGS_MAX);

/**
 * What is asked of the historian. A series has at most some megabytes: more is refused with
 * `TELEMETRY.ANSWER_TOO_LARGE`. Every request may be refused with `TELEMETRY.ASSET_UNKNOWN`,
 * `TELEMETRY.TAG_UNKNOWN`, `TELEMETRY.RANGE_BEFORE_RECORD`, `TELEMETRY.STORE_UNREADABLE`,
 * `TELEMETRY.BUSY`.
 */
export const telemetryRequests = {
  readTelemetry: defineRequest({
    service: 'historian',
    name: 'read-telemetry',
    /** No tags: all that are configured. */
    request: z.object({ ...range, tags, points }),
    reply: seriesReply,
    timeoutMs: 15_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  readPredictions: defineRequest({
    service: 'historian',
    name: 'read-predictions',
    request: z.object({ ...range, points }),
    reply: seriesReply,
    timeoutMs: 15_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /** The newest row of each asset, or of one. */
  latestTelemetry: defineRequest({
    service: 'historian',
    name: 'latest-telemetry',
    request: z.object({
      organizationId: organizationIdSchema,
      assetId: assetIdSchema.nullable(),
      kind: telemetryKindSchema,
      tags,
    }),
    reply: z.object({
      organizationId: organizationIdSchema,
      rows: z.array(
        z.object({
          assetId: assetIdSchema,
          timeMs: z.number(),
          readAtMs: z.number(),
          sequence: z.number(),
          labels: z.record(platformText, platformText),
          /** Null: no usable value. A tag that was not recorded in the row is not there. */
          values: z.record(
            platformText,
            z.object({ value: z.number().nullable(), quality: qualityNameSchema }),
          ),
        }),
      ),
    }),
    timeoutMs: 15_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /** How well rows came, by day of a zone. Reads every row of the range. */
  telemetryQuality: defineRequest({
    service: 'historian',
    name: 'telemetry-quality',
    request: z.object({ ...range, tags, zone: timeZoneSchema }),
    reply: z.object({
      organizationId: organizationIdSchema,
      days: z.array(dayQualitySchema),
      missing: z.array(missingRows),
    }),
    timeoutMs: 60_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /** What is stored of an organization, and whether anything is not. */
  historyUsage: defineRequest({
    service: 'historian',
    name: 'history-usage',
    request: z.object({ organizationId: organizationIdSchema }),
    reply: z.object({ organizationId: organizationIdSchema, usage: historyUsageSchema }),
    timeoutMs: 10_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
} as const;
