import { type AuditEntry, auditTarget, type OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationTransaction, PlatformTransaction, Statements } from '../transaction.js';

type Owner = Pick<OrganizationTransaction, 'organizationId'> | Pick<PlatformTransaction, 'scope'>;

/**
 * The only writer of the audit log. It writes in the transaction of the recorded change, so that
 * neither exists without the other, and is called in the service that makes the change. Write the
 * entry last: the database sets number, time and link, and writers of one chain wait for each other
 * until they commit.
 */
export async function audit(
  tx: Statements & Owner,
  { action, subject, details, by }: AuditEntry,
): Promise<void> {
  const organizationId: OrganizationId | null = 'organizationId' in tx ? tx.organizationId : null;
  await tx.query(
    `INSERT INTO audit_log (organization_id, actor_id, correlation_id, action, target, details) VALUES ($1, $2, $3, $4, $5, $6)`,
    [organizationId, by.actorId, by.correlationId, action, auditTarget(subject), JSON.stringify(details)],
  );
}
