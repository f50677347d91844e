import * as z from 'zod';
import { alertActionSchema } from '../../domain/alert-actions/alert-actions.js';
import { alertSchema } from '../../domain/alert.js';
import { alertIdSchema, organizationIdSchema, userIdSchema } from '../../domain/ids.js';
import { defineRequest } from '../define-request.js';

/** Requests to alerting. */
export const alertRequests = {
  actOnAlert: defineRequest({
    service: 'alerting',
    name: 'act-on-alert',
    request: z.object({
      organizationId: organizationIdSchema,
      alertId: alertIdSchema,
      userId: userIdSchema,
      action: alertActionSchema,
    }),
    reply: z.object({ alert: alertSchema }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
} as const;
