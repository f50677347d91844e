import { createHash } from 'node:crypto';
import { organizationConfigSchema, type OrganizationConfig } from '@eagle/contracts';

/** Of what all services read of a configuration: two that differ in anything they see have different ones. Order of fields does not count. */
export const configDigest = (config: OrganizationConfig): string =>
  createHash('sha256')
    .update(JSON.stringify(organizationConfigSchema.parse(config)))
    .digest('base64url');
