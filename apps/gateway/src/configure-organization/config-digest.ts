import { createHash } from 'node:crypto';
import { organizationConfigSchema, type OrganizationConfig } from '@eagle/contracts/domain';

/**
 * Digest of the parts of a configuration that all services read: configurations that differ in any
 * of them have different digests. The order of fields does not count.
 */
export const configDigest = (config: OrganizationConfig): string =>
  parsedConfigDigest(organizationConfigSchema.parse(config));

/**
 * The same for a configuration that the schema of the contracts has just parsed: parsing a large
 * one again would block the event loop for too long.
 */
export const parsedConfigDigest = (config: OrganizationConfig): string =>
  createHash('sha256').update(JSON.stringify(config)).digest('base64url');
