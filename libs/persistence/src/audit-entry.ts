import type { OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationTransaction, PlatformTransaction } from './transaction.js';

/** One thing that was done. `details` never hold a secret. */
export interface AuditRecord {
  /** Null: the platform itself. */
  readonly actorId: string | null;
  /** For example `ALERT.ACKNOWLEDGED`. */
  readonly action: string;
  /** What was acted on, for example `alert/<id>`. */
  readonly target: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Writes an entry of the audit log in the transaction of the change that it tells of: neither is without the other. Number, time and link are the
 * database's own; writers of one chain wait for each other until they commit.
 */
export async function recordAudit(
  tx: OrganizationTransaction | PlatformTransaction,
  { actorId, action, target, details }: AuditRecord,
): Promise<void> {
  const organizationId: OrganizationId | null = 'organizationId' in tx ? tx.organizationId : null;
  await tx.query(
    'INSERT INTO audit_log (organization_id, actor_id, action, target, details) VALUES ($1, $2, $3, $4, $5)',
    [organizationId, actorId, action, target, JSON.stringify(details)],
  );
}
