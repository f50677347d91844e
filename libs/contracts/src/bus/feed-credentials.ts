import * as z from 'zod';
import { organizationIdSchema, type OrganizationId } from '../domain/ids.js';
import type { Feed } from '../domain/organization.js';
import { text } from '../domain/text.js';

/** Result of `sealSecret`. */
export const sealedTextSchema = text(8_192).min(1);

/**
 * The sealed password of one feed, in the `feed-credentials` bucket under the organization's id.
 * The gateway writes it before the configuration that needs it. Only the services that open feeds
 * read it.
 */
export const feedCredentialsSchema = z.object({
  organizationId: organizationIdSchema,
  /** Revision of the configuration that brought this password: an older one never replaces it. */
  revision: z.number().int().positive(),
  /** AES-256-GCM text made by `sealSecret` for `feedAccount`. */
  passwordSealed: sealedTextSchema,
});
export type FeedCredentials = z.infer<typeof feedCredentialsSchema>;

/** The account that a feed's password belongs to: user, server and database. */
export type FeedAccount = Pick<Feed, 'host' | 'port' | 'user' | 'database'>;

/**
 * The context that a feed's password is sealed for: one organization and one account. It opens for
 * no other context, so it can be sent only to the server that it was given for.
 */
export function feedAccount(
  organizationId: OrganizationId,
  { host, port, user, database }: FeedAccount,
): string {
  return JSON.stringify(['feed', organizationId, host, port, user, database]);
}
