import type { AuditActionOn } from '@eagle/contracts/domain';

/** What the audit log calls a change of an organization's configuration. */
export type ConfigAction = AuditActionOn<'organization', { revision: number }>;
