import * as z from 'zod';
import { assetIdSchema, instantSchema, tagNameSchema } from '../domain/ids.js';
import { timeZoneSchema } from '../domain/organization.js';
import {
  dayQualitySchema,
  historyUsageSchema,
  qualityNameSchema,
  QUALITY_DAYS_MAX,
  SERIES_POINTS,
  SERIES_TAGS_MAX,
} from '../domain/telemetry.js';
import { platformText, text } from '../domain/text.js';
import { ARROW_STREAM, CSV, route } from './route.js';

const DAY_MS = 86_400_000;
const TAGS_CHARACTERS_MAX = 16_000;

/** Names with commas between them; absent: all that are configured. */
const tagsSchema = text(TAGS_CHARACTERS_MAX)
  .transform((list) => list.split(','))
  .pipe(z.array(tagNameSchema).max(SERIES_TAGS_MAX))
  .optional();

const rangeShape = { asset: assetIdSchema, from: instantSchema, to: instantSchema };
const pointsSchema = z.coerce
  .number()
  .int()
  .min(SERIES_POINTS.min)
  .max(SERIES_POINTS.max)
  .default(SERIES_POINTS.default);
/** In which the times of a CSV file are written, and whose days a report has. */
const zoneSchema = timeZoneSchema.default('UTC');

interface Range {
  readonly from: string;
  readonly to: string;
}
const lengthMs = ({ from, to }: Range): number => Date.parse(to) - Date.parse(from);
const isForward = (range: Range): boolean => lengthMs(range) > 0;
const BACKWARDS = { error: 'must lie after `from`', path: ['to'] };

export const seriesQuerySchema = z
  .object({ ...rangeShape, tags: tagsSchema, points: pointsSchema, zone: zoneSchema })
  .refine(isForward, BACKWARDS);
export const predictionHistoryQuerySchema = z
  .object({ ...rangeShape, points: pointsSchema, zone: zoneSchema })
  .refine(isForward, BACKWARDS);
const qualityQuerySchema = z
  .object({ ...rangeShape, tags: tagsSchema, zone: zoneSchema })
  .refine(isForward, BACKWARDS)
  .refine((range) => lengthMs(range) <= QUALITY_DAYS_MAX * DAY_MS, {
    error: `must lie at most ${QUALITY_DAYS_MAX} days after \`from\``,
    path: ['to'],
  });
const latestQuerySchema = z.object({ asset: assetIdSchema.optional(), tags: tagsSchema });

/** A number for each point; null: no usable value. */
const numbers = z.array(z.number().nullable());
const spans = z.array(z.object({ fromMs: z.number(), toMs: z.number() }));
const missingSchema = z.array(
  z.object({ fromMs: z.number(), toMs: z.number(), rows: z.number(), reason: platformText }),
);

/** Successive points whose values are not good. */
const notGoodSchema = z.object({
  /** Index of the first one. */
  point: z.number().int(),
  points: z.number().int(),
  quality: qualityNameSchema.exclude(['good']),
});

/**
 * Columns of a range. At the beginning of each gap stands a point without values: a line that is
 * drawn through the points breaks there.
 */
export const seriesSchema = z.object({
  asset: assetIdSchema,
  /** Width of a bucket; 0: rows as they are. */
  widthMs: z.number(),
  /** Starts of buckets, or times of rows, in milliseconds since 1970. */
  timesMs: z.array(z.number()),
  /** Of rows as they are, all measures are the value itself. */
  columns: z.array(
    z.object({
      name: platformText,
      /** As the tag is configured now; empty: it has none. */
      unit: platformText,
      min: numbers,
      max: numbers,
      mean: numbers,
      last: numbers,
      /** Share of rows of good quality, 0-1; null: the tag was not recorded. */
      goodShare: numbers,
      /** Of rows as they are: what is not good. */
      notGood: z.array(notGoodSchema),
    }),
  ),
  /** Of rows as they are: operating state, or component and model version. */
  labels: z.record(platformText, z.array(platformText)),
  /** Of buckets: milliseconds in each operating state. */
  stateMs: z.record(platformText, numbers),
  gaps: spans,
  /** Rows that are stored and cannot be read. */
  missing: missingSchema,
  /** Instants with several rows, where rows were read; the last of `sequences` won. */
  conflicts: z.object({
    count: z.number().int(),
    first: z.array(z.object({ timeMs: z.number(), sequences: z.array(z.number()) })),
  }),
});
export type Series = z.infer<typeof seriesSchema>;

const latestSchema = z.object({
  items: z.array(
    z.object({
      asset: assetIdSchema,
      timeMs: z.number(),
      readAtMs: z.number(),
      sequence: z.number(),
      labels: z.record(platformText, platformText),
      /** By tag; a tag that was not recorded is not there. */
      values: z.record(platformText, z.object({ value: z.number().nullable(), quality: qualityNameSchema })),
    }),
  ),
});

/** Series also come as files. */
const SERIES_FILES = [CSV, ARROW_STREAM] as const;

/** What a file has no place for; JSON says more. */
const SERIES_HEADERS = {
  'series-width-ms': 'Width of a bucket in milliseconds; 0: rows as they are.',
  'series-gaps': 'Number of gaps.',
  'series-missing-rows': 'Rows that are stored and cannot be read.',
  'series-conflicts': 'Instants with several rows, of which the one with the highest sequence is answered.',
} as const;

const READ_ERRORS = [
  'TELEMETRY.ASSET_UNKNOWN',
  'TELEMETRY.TAG_UNKNOWN',
  'TELEMETRY.RANGE_BEFORE_RECORD',
  'TELEMETRY.ANSWER_TOO_LARGE',
  'TELEMETRY.STORE_UNREADABLE',
  'TELEMETRY.BUSY',
  'RPC.NO_RESPONDER',
] as const;
const SERIES_ERRORS = ['HTTP.NOT_ACCEPTABLE', ...READ_ERRORS] as const;

export const telemetryRoutes = {
  read: route({
    method: 'GET',
    path: '/api/v1/telemetry',
    access: 'members',
    tag: 'telemetry',
    summary: 'What the tags of an asset did, at the resolution that fits the number of points',
    query: seriesQuerySchema,
    fileReplies: SERIES_FILES,
    replyHeaders: SERIES_HEADERS,
    status: 200,
    reply: seriesSchema,
    errors: SERIES_ERRORS,
  }),
  latest: route({
    method: 'GET',
    path: '/api/v1/telemetry/latest',
    access: 'members',
    tag: 'telemetry',
    summary: 'The newest row of each asset',
    query: latestQuerySchema,
    status: 200,
    reply: latestSchema,
    errors: [
      'TELEMETRY.ASSET_UNKNOWN',
      'TELEMETRY.TAG_UNKNOWN',
      'TELEMETRY.STORE_UNREADABLE',
      'TELEMETRY.BUSY',
      'RPC.NO_RESPONDER',
    ],
  }),
  quality: route({
    method: 'GET',
    path: '/api/v1/telemetry/quality',
    access: 'members',
    tag: 'telemetry',
    summary: 'How well the rows of an asset came, by day and tag',
    query: qualityQuerySchema,
    status: 200,
    reply: z.object({ items: z.array(dayQualitySchema), missing: missingSchema }),
    errors: READ_ERRORS,
  }),
  usage: route({
    method: 'GET',
    path: '/api/v1/telemetry/usage',
    access: 'members',
    tag: 'telemetry',
    summary: 'Room that the history takes, and whether anything is not stored',
    status: 200,
    reply: historyUsageSchema,
    errors: ['RPC.NO_RESPONDER'],
  }),
} as const;

export const predictionHistoryRoutes = {
  read: route({
    method: 'GET',
    path: '/api/v1/predictions/history',
    access: 'members',
    tag: 'predictions',
    summary: 'What the live models said of an asset, in the shape of telemetry',
    query: predictionHistoryQuerySchema,
    fileReplies: SERIES_FILES,
    replyHeaders: SERIES_HEADERS,
    status: 200,
    reply: seriesSchema,
    errors: SERIES_ERRORS,
  }),
} as const;
