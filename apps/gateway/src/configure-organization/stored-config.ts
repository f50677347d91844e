import { feedSchema, organizationConfigSchema, platformText } from '@eagle/contracts';
import { z } from 'zod';

/**
 * A feed as the database keeps it. `passwordSealed` is empty where the password could not be carried over from an older installation: it has
 * to be given again.
 */
const storedFeedSchema = feedSchema.extend({ passwordSealed: platformText });
export type StoredFeed = z.infer<typeof storedFeedSchema>;

/** A configuration as the database keeps it: what all services read, and beside it what only the gateway and the readers of feeds may see. */
export const storedConfigSchema = organizationConfigSchema.extend({ feed: storedFeedSchema.nullable() });
export type StoredConfig = z.infer<typeof storedConfigSchema>;
