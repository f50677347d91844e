import { feedSchema, organizationConfigSchema, platformText } from '@eagle/contracts/domain';
import { z } from 'zod';
import { parserInSlices } from '../http/body/lists-in-slices.js';

/**
 * A feed as the database keeps it. `passwordSealed` is empty where the password could not be carried over from an older installation: it has
 * to be given again.
 */
const storedFeedSchema = feedSchema.extend({ passwordSealed: platformText });
export type StoredFeed = z.infer<typeof storedFeedSchema>;

/** A configuration as the database keeps it: what all services read, and beside it what only the gateway and the readers of feeds may see. */
const storedConfigSchema = organizationConfigSchema.extend({ feed: storedFeedSchema.nullable() });
/** Of the database, or of parts that a change puts together; in slices, as it may be large. */
export const parseStoredConfig = parserInSlices(storedConfigSchema);
export type StoredConfig = z.infer<typeof storedConfigSchema>;
