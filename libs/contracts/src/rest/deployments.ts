import * as z from 'zod';
import { modelVersionSchema } from '../domain/ids.js';
import { modelDeployedSchema, modelRolledBackSchema, reasonSchema } from '../domain/model-steps.js';
import { route } from './route.js';

const trimmedReasonSchema = reasonSchema.trim();
const deployBodySchema = z.object({
  version: modelVersionSchema,
  /**
   * `champion`: it serves. `shadow`: it predicts beside the champion and raises no alerts.
   * `retired`: out of shadow.
   */
  mode: z.enum(['champion', 'shadow', 'retired']),
  reason: trimmedReasonSchema.default(''),
  /** For a version that the gate refused or that failed in service: why it must run anyway. */
  override: z.object({ reason: trimmedReasonSchema.min(1) }).optional(),
});
const rollBackBodySchema = z.object({ reason: trimmedReasonSchema.default('') });

export const deploymentsRoutes = {
  deploy: route({
    method: 'POST',
    path: '/api/v1/ml/deploy',
    access: 'admins',
    tag: 'models',
    summary: 'Puts a version into service, into shadow, or out of shadow',
    description:
      'Answered when every replica of prediction has it. 409 with one sentence where the step is not possible; `MODEL.REFUSED_BY_GATE` and `MODEL.QUARANTINED` can be overridden with `override: {reason}`, which stays visible in status, list and history.',
    body: deployBodySchema,
    status: 200,
    reply: modelDeployedSchema,
    errors: ['MODEL.NOT_FOUND', 'MODEL.REFUSED_BY_GATE', 'MODEL.QUARANTINED', 'RPC.NO_RESPONDER'],
  }),
  rollBack: route({
    method: 'POST',
    path: '/api/v1/ml/rollback',
    access: 'admins',
    tag: 'models',
    summary: 'Rolls back to the last champion that served well',
    description:
      'Within two seconds, also while a training runs or a replica hangs. It skips versions that failed or were rolled back; 409 `MODEL.NOTHING_TO_ROLL_BACK` where none is left.',
    body: rollBackBodySchema.optional(),
    status: 200,
    reply: modelRolledBackSchema,
    errors: ['MODEL.NOTHING_TO_ROLL_BACK', 'RPC.NO_RESPONDER'],
  }),
} as const;
