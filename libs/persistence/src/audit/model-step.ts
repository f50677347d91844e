import type {
  AuditActionOn,
  AuditAuthor,
  AuditedChange,
  ModelAction,
  ModelStep,
} from '@eagle/contracts/domain';
import type { OrganizationTransaction } from '../transaction.js';
import { audit } from './audit.js';

type ModelStepChange = Extract<AuditedChange, { action: 'MODEL.REGISTERED' }>;
type ModelStepAction = AuditActionOn<'model', ModelStepChange['details']>;

/** The audit log's names for the steps of a version. */
const AUDITED = {
  registered: 'MODEL.REGISTERED',
  refused: 'MODEL.REFUSED',
  shadowed: 'MODEL.SHADOWED',
  promoted: 'MODEL.PROMOTED',
  'rolled-back': 'MODEL.ROLLED_BACK',
  returned: 'MODEL.RETURNED',
  retired: 'MODEL.RETIRED',
  quarantined: 'MODEL.QUARANTINED',
  deleted: 'MODEL.DELETED',
  tagged: 'MODEL.TAGGED',
} as const satisfies Record<ModelAction, ModelStepAction>;

/**
 * Adds one entry to the deployment history and one to the audit log, in the transaction of the
 * change itself: so that none exists without the others. Here because two services write it:
 * training, which registers versions, and model-cache, which decides their steps.
 */
export async function recordModelStep(
  tx: OrganizationTransaction,
  step: Omit<ModelStep, 'actorId'>,
  by: AuditAuthor,
): Promise<void> {
  const { at, version, action, from, to, reason, override } = step;
  await tx.query(
    `INSERT INTO model_steps (organization_id, at, version, action, from_state, to_state, actor_id, reason, override)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.organizationId, at, version, action, from, to, by.actorId, reason, override],
  );
  const details = { from, to, reason, override };
  await audit(tx, { action: AUDITED[action], subject: { kind: 'model', id: version }, details, by });
}
