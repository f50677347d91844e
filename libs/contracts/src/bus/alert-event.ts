import * as z from 'zod';
import { alertChangeSchema, alertSchema, type Alert } from '../domain/alert.js';
import { organizationIdSchema, type OrganizationId } from '../domain/ids.js';
import { formerAlertSchema } from '../domain/stored-alert.js';
import { platformText } from '../domain/text.js';

const fields = {
  eventId: platformText,
  organizationId: organizationIdSchema,
  change: alertChangeSchema,
  decidedAtMs: z.number(),
  readAtMs: z.number().nullable(),
  late: z.literal(true).optional(),
};

const isOfOneTenant = ({
  organizationId,
  alert,
}: {
  readonly organizationId: OrganizationId;
  readonly alert: Alert;
}): boolean => alert.organizationId === organizationId;
const ofTwoTenants = {
  error: 'the alert belongs to another organization than its event',
  path: ['alert', 'organizationId'],
};

/**
 * One change of one alert, on `alerts.<organizationId>.<change>`. `eventId` is the message id, made
 * from alert and revision, so a publication repeated after a crash changes nothing. `readAtMs` is
 * the instant at which the row that caused the change was read (for latency); null for actions.
 * `late`: the change happened long before it was decided, as after an outage; known only where the
 * plant's clock is the wall clock.
 */
export const alertEventSchema = z
  .object({ v: z.literal(2), ...fields, alert: alertSchema })
  .refine(isOfOneTenant, ofTwoTenants);
export type AlertEvent = z.infer<typeof alertEventSchema>;

/** Version 1, in which an alert had sentences in place of facts, read as the present one. */
export const alertEventV1Schema = z
  .object({ v: z.literal(1), ...fields, alert: formerAlertSchema })
  .refine(isOfOneTenant, ofTwoTenants)
  .transform((event): AlertEvent => ({ ...event, v: 2 }));

/** An event as it lies in the outbox, whatever version wrote it. */
export const storedAlertEventSchema = z.union([alertEventSchema, alertEventV1Schema]);
