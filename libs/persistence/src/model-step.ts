import type { ModelStep, OrganizationId } from '@eagle/contracts';
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
  await tx.query(
    `INSERT INTO audit_log (organization_id, at, actor_id, action, target, details) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      organizationId,
      at,
      actorId,
      `MODEL.${action.toUpperCase().replaceAll('-', '_')}`,
      `model/${version}`,
      JSON.stringify({ from, to, reason, override }),
    ],
  );
}
