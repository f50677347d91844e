import * as z from 'zod';
import {
  assetSchema,
  feedSchema,
  mappingSchema,
  organizationSettingsSchema,
  tagSchema,
} from '../domain/organization.js';
import { ruleSchema } from '../domain/rule.js';
import { text } from '../domain/text.js';

/**
 * A feed as people give it. The password is write-only; if it is left out, the stored one stays
 * (only for the same account on the same server).
 */
export const feedInputSchema = feedSchema.extend({ password: text(1_000).min(1).optional() });
export type FeedInput = z.infer<typeof feedInputSchema>;

/** A feed as people read it: everything but the password; only its presence is shown. */
export const feedViewSchema = feedSchema.extend({ passwordSet: z.boolean() });
export type FeedView = z.infer<typeof feedViewSchema>;

/** A mapping as people give it; the platform counts its revision. */
export const mappingInputSchema = mappingSchema.omit({ revision: true });
export type MappingInput = z.infer<typeof mappingInputSchema>;

/**
 * Everything of an organization's configuration at once: body of `PUT /organizations/:id/config`.
 */
export const organizationConfigInputSchema = z.object({
  assets: z.array(assetSchema).max(10_000),
  tags: z.array(tagSchema).max(2_000),
  feed: feedInputSchema.nullable(),
  mapping: mappingInputSchema.nullable(),
  rules: z.array(ruleSchema).max(2_000),
  settings: organizationSettingsSchema.prefault({}),
});
export type OrganizationConfigInput = z.infer<typeof organizationConfigInputSchema>;
