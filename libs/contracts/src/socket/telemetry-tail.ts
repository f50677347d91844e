import * as z from 'zod';
import { assetIdSchema, organizationIdSchema, tagNameSchema } from '../domain/ids.js';
import { platformText } from '../domain/text.js';

/** Bounds of a live tail. */
export const TAIL = {
  /** Assets of one socket. */
  assetsMax: 8,
  /** Tags of one asset. */
  tagsMax: 100,
  /** Rows of one asset in one update; earlier ones come condensed. */
  rowsMax: 64,
  /** Least time between two updates of one socket. */
  updateEveryMs: 250,
  /**
   * `subscribe` and `unsubscribe` messages about telemetry that a socket may send in
   * `changesWithinMs`.
   */
  changesMax: 30,
  changesWithinMs: 10_000,
} as const;

/**
 * `subscribe {telemetry}`: send the rows of an asset as they come. Again for the same asset: the
 * new tags replace the former ones. The organization is that of the token.
 */
export const tailWantedSchema = z.strictObject({
  assetId: assetIdSchema,
  tags: z
    .array(tagNameSchema)
    .min(1)
    .max(TAIL.tagsMax)
    .transform((tags) => [...new Set(tags)]),
});
export type TailWanted = z.output<typeof tailWantedSchema>;

/** `unsubscribe {telemetry}`: the asset's rows are wanted no more. */
export const socketUnsubscribeSchema = z.strictObject({ telemetry: z.object({ assetId: assetIdSchema }) });

/**
 * A row of an asset: its time, and its place in the order in which the asset's rows were published.
 */
const tailPlaceSchema = z.object({ timeMs: z.number(), cursor: z.number() });
export type TailPlace = z.infer<typeof tailPlaceSchema>;

/**
 * In the answer to `subscribe`. The tail sends every row that was published after `newest`; the
 * history answers the rows up to it. So a chart subscribes first and then reads its range up to
 * now. Where the answer of the range ends before `newest.timeMs`, the historian is some moments
 * behind: read the range again. A row of the tail replaces the point of the same time. `newest` is
 * null where no row is known yet.
 */
export const tailBegunSchema = z.object({
  assetId: assetIdSchema,
  tags: z.array(tagNameSchema),
  newest: tailPlaceSchema.nullable(),
});
export type TailBegun = z.infer<typeof tailBegunSchema>;

/** Why a value is not good; `notRecorded`: the row has no such tag. */
export const tailQualitySchema = z.enum(['good', 'missing', 'frozen', 'outOfRange', 'stale', 'notRecorded']);
export type TailQuality = z.infer<typeof tailQualitySchema>;

const count = z.number().int().min(0);
const value = z.number().nullable();

/**
 * Rows of one asset since the update before, in the order of publication: a late row stands where
 * it came. One entry a row in `timesMs`, `states`, `values` and `quality`.
 */
const assetUpdateSchema = z.object({
  assetId: assetIdSchema,
  /** Place of the last row; compare it with `newest.cursor` after a reconnect. */
  cursor: z.number(),
  timesMs: z.array(z.number()),
  /** Operating states. */
  states: z.array(platformText),
  columns: z.array(
    z.object({
      tag: tagNameSchema,
      /** Null: no usable value. */
      values: z.array(value),
      /** Null: all are good. */
      quality: z.array(tailQualitySchema).nullable(),
    }),
  ),
  /**
   * Rows before these that are too many for one update: a spike among them shows in min and max.
   */
  condensed: z
    .object({
      rows: count,
      fromMs: z.number(),
      toMs: z.number(),
      columns: z.array(z.object({ tag: tagNameSchema, good: count, min: value, max: value, last: value })),
    })
    .nullable(),
  /**
   * Updates that were left out before this one, because the client was too slow; their rows are in
   * this one.
   */
  skippedUpdates: count,
  /** Rows before these are missing, because the bus lost them: read the range. */
  isInterrupted: z.boolean(),
});
export type TailUpdate = z.infer<typeof assetUpdateSchema>;

/**
 * `telemetry`: at most one in `TAIL.updateEveryMs` for each socket, with all of its assets that
 * have new rows.
 */
export const telemetryPushSchema = z.object({
  organizationId: organizationIdSchema,
  assets: z.array(assetUpdateSchema).min(1),
});
export type TelemetryPush = z.infer<typeof telemetryPushSchema>;

/**
 * `telemetry-ended`: no more rows of the asset come; the socket stays. `not-configured`: the asset
 * or one of its tags is configured no more, or the organization is disabled. `interrupted`:
 * subscribe again.
 */
export const telemetryEndedSchema = z.object({
  assetId: assetIdSchema,
  reason: z.enum(['not-configured', 'interrupted']),
});
export type TelemetryEnded = z.infer<typeof telemetryEndedSchema>;
