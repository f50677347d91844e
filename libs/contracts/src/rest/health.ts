import * as z from 'zod';
import { SERVICES } from '../domain/services.js';
import { text } from '../domain/text.js';
import { route } from './route.js';

export const serviceSchema = z.enum(SERVICES).exclude(['cli']);
export const serviceHealthSchema = z.object({
  service: serviceSchema,
  status: z.enum(['ok', 'unavailable']),
  /** One per replica. */
  replicas: z.array(z.enum(['ok', 'unavailable'])),
});

export const healthRoutes = {
  read: route({
    method: 'GET',
    path: '/api/v1/health/:service',
    alias: '/health/:service',
    access: 'public',
    tag: 'operations',
    params: { service: text(64) },
    status: 200,
    reply: serviceHealthSchema,
    errors: ['HEALTH.NO_SUCH_SERVICE', 'HEALTH.ADDRESS_UNKNOWN'],
  }),
} as const;
