import * as z from 'zod';
import { feedDiscoverySchema } from './feed-look.js';
import { rejectionReasonSchema } from './feed-status.js';
import { assetIdSchema, instantSchema, tagNameSchema } from './ids.js';
import { platformText } from './text.js';

const count = z.number().int().min(0);

const rejectedRowSchema = z.object({
  reason: rejectionReasonSchema,
  detail: platformText,
  cells: z.record(platformText, platformText.nullable()),
});

/** One tag over the scans of a dry run; numbers are in the tag's unit. */
const tagOfDryRunSchema = z.object({
  tag: tagNameSchema,
  good: count,
  missing: count,
  outOfRange: count,
  frozen: count,
  /** Of good values; null where there is none. */
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
  newest: z.number().nullable(),
  /** Values of one asset, oldest first, thinned out; null where a value is missing. */
  points: z.array(z.number().nullable()),
});

/** What a mapping makes of the newest rows of a source. Nothing of it is stored. */
export const dryRunSchema = z.object({
  /** Rows that were read. */
  rows: count,
  /** Scans made from them. */
  scans: count,
  /** Rows that could not be used as a whole. */
  rejectedRows: count,
  /** Rejected rows and unusable single values, by reason. */
  rejected: z.partialRecord(rejectionReasonSchema, count),
  /** The first rejected rows of each reason. */
  examples: z.array(rejectedRowSchema),
  /** What was wrong with the first single value that could not be used. */
  valueExample: platformText.nullable(),
  /** Event time of the first and of the last scan. */
  from: instantSchema.nullable(),
  until: instantSchema.nullable(),
  /** Event time of the newest row of the table. */
  newestAt: instantSchema.nullable(),
  /**
   * The newest row ahead of the platform's clock, milliseconds; negative: behind. A whole number of
   * hours tells a wrong time zone.
   */
  newestAheadMs: z.number().nullable(),
  /** Median distance of two scans of one asset; null with fewer than two. */
  scanPeriodMs: z.number().nullable(),
  /** Rows a second that the platform will read. */
  rowsPerSecond: z.number().nullable(),
  assets: z.array(z.object({ assetId: assetIdSchema, scans: count })),
  /** Share of the scans in each operating state, 0-1; `unknown` where no definition matches. */
  states: z.array(z.object({ state: platformText, share: z.number() })),
  tags: z.array(tagOfDryRunSchema),
  /** Duration of the last poll of the source. */
  lookMs: z.number().nullable(),
  /** Cost of polls, in one sentence; null where it is negligible. */
  cost: feedDiscoverySchema.shape.cost,
});
export type DryRun = z.infer<typeof dryRunSchema>;
