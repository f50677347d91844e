import type { AuditActionOn } from '@eagle/contracts/domain';

/** Name of a configuration change in the audit log. */
export type ConfigAction = AuditActionOn<'organization', { revision: number }>;
