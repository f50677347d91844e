import * as z from 'zod';
import type { LogKind } from './log-entry.js';
import { componentNameSchema, logCodeSchema } from './ids.js';
import { text, textLike } from './text.js';

/** Ten years: longer than any window that a plant's data can fill. */
export const FEATURE_DURATION_MS_MAX = 315_360_000_000;
const durationMsSchema = z.number().int().positive().max(FEATURE_DURATION_MS_MAX);
const durationsMsSchema = z.array(durationMsSchema).max(10);

const attributeNameSchema = textLike(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);

/**
 * A constant property of assets. A category's code is its place in `categories`, so a new category
 * goes to the end; a value that is not listed counts as missing.
 */
export const attributeDefinitionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), name: attributeNameSchema }),
  z.object({
    kind: z.literal('category'),
    name: attributeNameSchema,
    categories: z.array(text(120).min(1)).min(1).max(256),
  }),
]);
export type AttributeDefinition = z.infer<typeof attributeDefinitionSchema>;

/** Values of an asset's attributes by name. */
export const assetAttributesSchema = z
  .record(attributeNameSchema, z.union([z.number(), text(120)]))
  .refine((attributes) => Object.keys(attributes).length <= 32, 'at most 32 attributes');
export type AssetAttributes = z.infer<typeof assetAttributesSchema>;

/**
 * The features that are computed from the scans, logs and attributes of an asset. Everything beyond
 * lags and windows is off by default. Neither the clock nor an asset's age is ever a feature by
 * itself; an age can be given as an attribute.
 */
export const featureSettingsSchema = z.object({
  lagsMs: z.array(z.number().int().positive()).max(10).default([60_000, 120_000]),
  windowsMs: z.array(z.number().int().positive()).max(10).default([300_000]),
  deviations: z.boolean().default(false),
  /** Windows over which the least-squares slope of each number is taken. */
  slopesMs: durationsMsSchema.default([]),
  /** Time constants of exponentially weighted means of each number. */
  ewmMs: durationsMsSchema.default([]),
  /**
   * Time constant of the asset's baseline, from which each number's deviation is taken; null: none.
   */
  usualMs: durationMsSchema.nullable().default(null),
  /**
   * The first stretch of an asset's run as its baseline, from which each number's distance is
   * taken; null: none. `firstMs`: length of the stretch. A run begins with the first row or after a
   * pause longer than `pauseMs`; one longer than `runMsMax` has no baseline any more. A start reads
   * `runMsMax + pauseMs` of history.
   */
  firstStretch: z
    .object({ firstMs: durationMsSchema, pauseMs: durationMsSchema, runMsMax: durationMsSchema })
    .nullable()
    .default(null),
  /** Deviation of each number from the mean of the organization's other assets. */
  fleet: z.boolean().default(false),
  /** Time since the operating state last changed; needs operating states. */
  timeInState: z.boolean().default(false),
  /** Alarm and error log: per code the count in each window and the time since the last one. */
  events: z
    .object({
      codes: z.array(logCodeSchema).max(64).default([]),
      windowsMs: durationsMsSchema.default([]),
    })
    .prefault({}),
  /** Time since the last work on each of these components. */
  maintenance: z.object({ components: z.array(componentNameSchema).max(64).default([]) }).prefault({}),
  attributes: z.array(attributeDefinitionSchema).max(32).default([]),
});
export type FeatureSettings = z.infer<typeof featureSettingsSchema>;

/** Codes of a log that any feature uses. */
export function askedCodes(features: FeatureSettings, kind: LogKind): ReadonlySet<string> {
  return new Set<string>(kind === 'error' ? features.events.codes : features.maintenance.components);
}
