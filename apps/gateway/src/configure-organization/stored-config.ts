import { feedSchema, organizationConfigSchema, platformText } from '@eagle/contracts/domain';
import { z } from 'zod';
import { parserInSlices } from '../http/body/lists-in-slices.js';

/**
 * A feed as the database keeps it. `passwordSealed` is empty where the password could not be
 * carried over from an older installation: an admin must give it again.
 */
const storedFeedSchema = feedSchema.extend({ passwordSealed: platformText });
export type StoredFeed = z.infer<typeof storedFeedSchema>;

/**
 * A configuration as the database keeps it: the part that all services read, and the part that only
 * the gateway and the readers of feeds may see.
 */
const storedConfigSchema = organizationConfigSchema.extend({ feed: storedFeedSchema.nullable() });
/** Parses a configuration from the database or from a change, in slices because it may be large. */
export const parseStoredConfig = parserInSlices(storedConfigSchema);
export type StoredConfig = z.infer<typeof storedConfigSchema>;
