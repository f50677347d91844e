import * as z from 'zod';
import { organizationIdSchema, type OrganizationId } from '../domain/ids.js';
import type { Feed } from '../domain/organization.js';
import { text } from '../domain/text.js';

/** What `sealSecret` makes. */
export const sealedTextSchema = text(8_192).min(1);

/**
 * The sealed password of one feed, in the `feed-credentials` bucket under the organization's id. Written by gateway before the configuration
 * that needs it; read by the services that open feeds, and by no other.
 */
export const feedCredentialsSchema = z.object({
  organizationId: organizationIdSchema,
  /** Revision of the configuration that brought this password: an older one never replaces it. */
  revision: z.number().int().positive(),
  /** AES-256-GCM text made by `sealSecret` for `feedAccount`. */
  passwordSealed: sealedTextSchema,
});
export type FeedCredentials = z.infer<typeof feedCredentialsSchema>;

/** Whom a feed's password lets in, and where. */
export type FeedAccount = Pick<Feed, 'host' | 'port' | 'user' | 'database'>;

/**
 * What a feed's password is sealed for. Sealed for one organization and account it opens for no other, whoever hands it over: it can be sent
 * to no server but the one it was given for.
 */
export function feedAccount(
  organizationId: OrganizationId,
  { host, port, user, database }: FeedAccount,
): string {
  return JSON.stringify(['feed', organizationId, host, port, user, database]);
}
