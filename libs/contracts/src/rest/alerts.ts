import * as z from 'zod';
import { alertViewSchema } from '../domain/alert-view.js';
import { alertOriginSchema } from '../domain/alert.js';
import {
  alertIdSchema,
  assetIdSchema,
  componentNameSchema,
  instantSchema,
  userIdSchema,
} from '../domain/ids.js';
import { severitySchema } from '../domain/rule.js';
import { platformText } from '../domain/text.js';
import { alertActionRoutes } from './alert-actions.js';
import { pageOf, pageQuerySchema } from './page.js';
import { route } from './route.js';

export const alertNoteSchema = z.object({
  id: z.uuid(),
  userId: userIdSchema,
  note: platformText,
  at: instantSchema,
});
export type AlertNote = z.infer<typeof alertNoteSchema>;

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Query of the alert lists. `from` and `to` bound `raisedAt`: from included, to excluded. */
export const alertQuerySchema = pageQuerySchema.extend({
  active: flag.optional(),
  acknowledged: flag.optional(),
  component: componentNameSchema.optional(),
  severity: severitySchema.optional(),
  origin: alertOriginSchema.optional(),
  asset: assetIdSchema.optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type AlertQuery = z.output<typeof alertQuerySchema>;

/** The same, where every alert has been predicted. */
export const predictiveAlertQuerySchema = alertQuerySchema.omit({ origin: true });

const notesSchema = z.object({ items: z.array(alertNoteSchema) });

export const alertsRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/alerts',
    access: 'members',
    tag: 'alerts',
    query: alertQuerySchema,
    status: 200,
    reply: pageOf(alertViewSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  get: route({
    method: 'GET',
    path: '/api/v1/alerts/:alertId',
    access: 'members',
    tag: 'alerts',
    params: { alertId: alertIdSchema },
    status: 200,
    reply: alertViewSchema,
    errors: ['ALERT.NOT_FOUND'],
  }),
  notes: route({
    method: 'GET',
    path: '/api/v1/alerts/:alertId/notes',
    access: 'members',
    tag: 'alerts',
    params: { alertId: alertIdSchema },
    status: 200,
    reply: notesSchema,
    errors: ['ALERT.NOT_FOUND'],
  }),
  ...alertActionRoutes,
} as const;

export const predictiveAlertsRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/predictive-alerts',
    access: 'members',
    tag: 'alerts',
    query: predictiveAlertQuerySchema,
    status: 200,
    reply: pageOf(alertViewSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  get: route({
    method: 'GET',
    path: '/api/v1/predictive-alerts/:alertId',
    access: 'members',
    tag: 'alerts',
    params: { alertId: alertIdSchema },
    status: 200,
    reply: alertViewSchema,
    errors: ['ALERT.NOT_FOUND'],
  }),
} as const;
