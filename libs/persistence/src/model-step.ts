import type { ModelStep, OrganizationId } from '@eagle/contracts/domain';
import { recordAudit } from './audit-entry.js';
import type { OrganizationTransaction } from './transaction.js';

/**
 * Adds one entry to the deployment history and one to the audit log, in the transaction of the change itself: none is without the others.
 * Here because two services write it: training, which registers versions, and model-cache, which decides what becomes of them.
 */
export async function recordModelStep(tx: OrganizationTransaction, step: ModelStep): Promise<void> {
  const { at, version, action, from, to, actorId, reason, override } = step;
  const organizationId: OrganizationId = tx.organizationId;
  await tx.query(
    `INSERT INTO model_steps (organization_id, at, version, action, from_state, to_state, actor_id, reason, override)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [organizationId, at, version, action, from, to, actorId, reason, override],
  );
  await recordAudit(tx, {
    actorId,
    action: `MODEL.${action.toUpperCase().replaceAll('-', '_')}`,
    target: `model/${version}`,
    details: { from, to, reason, override },
  });
}
