import { createHash } from 'node:crypto';
import { organizationConfigSchema, type OrganizationConfig } from '@eagle/contracts/domain';

/** Of what all services read of a configuration: two that differ in anything they see have different ones. Order of fields does not count. */
export const configDigest = (config: OrganizationConfig): string =>
  parsedConfigDigest(organizationConfigSchema.parse(config));

/** The same of one that the schema of the contracts has just parsed: parsing a large one again would keep the event loop for too long. */
export const parsedConfigDigest = (config: OrganizationConfig): string =>
  createHash('sha256').update(JSON.stringify(config)).digest('base64url');
