import * as z from 'zod';
import { alertChangeSchema, alertSchema } from '../domain/alert.js';
import { organizationIdSchema } from '../domain/ids.js';
import { platformText } from '../domain/text.js';

/**
 * One change of one alert, on `alerts.<organizationId>.<change>`. `eventId` is the message id, made from alert and revision, so a
 * publication repeated after a crash changes nothing. `readAtMs` is when the row behind the change was read (latency), null for actions.
 * `late`: the change happened long before it was decided, as after an outage; known only where the plant's clock is the wall clock.
 */
export const alertEventSchema = z
  .object({
    v: z.literal(1),
    eventId: platformText,
    organizationId: organizationIdSchema,
    change: alertChangeSchema,
    alert: alertSchema,
    decidedAtMs: z.number(),
    readAtMs: z.number().nullable(),
    late: z.literal(true).optional(),
  })
  .refine(({ organizationId, alert }) => alert.organizationId === organizationId, {
    error: 'the alert belongs to another organization than its event',
    path: ['alert', 'organizationId'],
  });
export type AlertEvent = z.infer<typeof alertEventSchema>;
