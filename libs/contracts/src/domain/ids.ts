import * as z from 'zod';
import { text, textLike } from './text.js';

/** Subject-safe text: it can stand as one token of a NATS subject and as one folder name. */
const token = text(64)
  .min(1)
  .regex(/^[A-Za-z0-9_-]+$/, 'letters, digits, "-" and "_" only');

/** Identifies one organization (tenant). A UUID, so that it can never be guessed from a name. */
export const organizationIdSchema = z.uuid().brand<'OrganizationId'>();
export type OrganizationId = z.infer<typeof organizationIdSchema>;

/**
 * Identifies an asset within its organization. Unique there only; always carried beside the
 * organization's id.
 */
export const assetIdSchema = token.brand<'AssetId'>();
export type AssetId = z.infer<typeof assetIdSchema>;

/** Canonical name of a signal within an organization, for example `hz1pv`. */
export const tagNameSchema = token.brand<'TagName'>();
export type TagName = z.infer<typeof tagNameSchema>;

/** Name of a component (the part of an asset that fails), for example `hardening-zone-1-heater`. */
export const componentNameSchema = token.brand<'ComponentName'>();
export type ComponentName = z.infer<typeof componentNameSchema>;

/** Code of an alarm or error in the log of an organization's assets, for example `error3`. */
export const logCodeSchema = token.brand<'LogCode'>();
export type LogCode = z.infer<typeof logCodeSchema>;

export const userIdSchema = z.uuid().brand<'UserId'>();
export type UserId = z.infer<typeof userIdSchema>;

export const alertIdSchema = z.uuid().brand<'AlertId'>();
export type AlertId = z.infer<typeof alertIdSchema>;

export const ruleIdSchema = token.brand<'RuleId'>();
export type RuleId = z.infer<typeof ruleIdSchema>;

export const trainingRunIdSchema = z.uuid().brand<'TrainingRunId'>();
export type TrainingRunId = z.infer<typeof trainingRunIdSchema>;

export const exportIdSchema = z.uuid().brand<'ExportId'>();
export type ExportId = z.infer<typeof exportIdSchema>;

/** Semantic version of an organization's model, for example `1.0.0`. Never reused. */
export const modelVersionSchema = textLike(
  /^\d{1,9}\.\d{1,9}\.\d{1,9}$/,
  'a semantic version such as 1.0.0',
).brand<'ModelVersion'>();
export type ModelVersion = z.infer<typeof modelVersionSchema>;

/**
 * SHA-256 (hex, first 16 characters) over the ordered feature definitions; see `featureSetHash` in
 * `@eagle/features`.
 */
export const featureSetHashSchema = textLike(/^[0-9a-f]{16}$/).brand<'FeatureSetHash'>();
export type FeatureSetHash = z.infer<typeof featureSetHashSchema>;

/**
 * Names one life of a stream: a stream that is deleted and created again has another incarnation,
 * and its sequences are unrelated to the earlier ones. Opaque; compare for equality only.
 */
export const streamIncarnationSchema = text(64).min(1).brand<'StreamIncarnation'>();
export type StreamIncarnation = z.infer<typeof streamIncarnationSchema>;

/** `2026-01-01T08:30:00.123456789Z`: nanoseconds, the finest that clients send. */
const INSTANT_CHARACTERS_MAX = 30;

/**
 * An instant as text on the REST and Socket.IO surface: ISO 8601, UTC, with `Z`, of the years 1 to
 * 9999. PostgreSQL knows no year 0, and rounds an instant within a millisecond before the year
 * 10000 up to it.
 */
export const instantSchema = z.iso
  .datetime({ error: 'must be an instant in UTC, such as 2026-01-01T08:30:00Z', abort: true })
  .max(INSTANT_CHARACTERS_MAX, 'must not be finer than nanoseconds')
  .regex(/^(?!0000-)(?!9999-12-31T23:59:59\.999\d)/, 'must lie in the years 1 to 9999');
