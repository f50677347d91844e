import { platformText } from '@eagle/contracts/domain';
import { z } from 'zod';

/** Wrong passwords that somebody tried at an account. */
export const failedTriesSchema = z.object({ count: z.number().int(), lastAt: z.iso.datetime().nullable() });

export const tokensSchema = z.object({
  accessToken: platformText,
  refreshToken: platformText,
  tokenType: z.literal('Bearer'),
  /** Seconds until the access token ends. */
  expiresIn: z.number().int(),
});

export const signedInSchema = tokensSchema.extend({
  /** Wrong passwords since the sign-in before: if they were not yours, somebody guesses. */
  failedTriesBefore: failedTriesSchema,
});
