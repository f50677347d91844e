import * as z from 'zod';
import { instantSchema, organizationIdSchema } from '../domain/ids.js';
import { platformText, text } from '../domain/text.js';
import { route } from './route.js';

/** UTF-16 code units of the reason for a visit. */
export const VISIT_REASON_CHARACTERS_MAX = 200;

/** A super-admin acts within one organization for a while: what it is for, and until when. */
export const visitSchema = z.object({
  organizationId: organizationIdSchema,
  organizationName: platformText,
  reason: platformText,
  enteredAt: instantSchema,
  endsAt: instantSchema,
});
export type VisitView = z.infer<typeof visitSchema>;

export const enterSchema = z.object({ reason: text(VISIT_REASON_CHARACTERS_MAX).trim().min(1) });

export const visitsRoutes = {
  enter: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/enter',
    access: 'super-admins-of-one',
    tag: 'platform',
    summary: 'Enters an organization for an hour, with a reason',
    description:
      'Until `endsAt`, this sign-in may read and change what belongs to the organization; without it such a request is refused with 403 `TENANCY.NOT_ENTERED`. The reason is in the audit log of the organization. Entering again begins a new hour.',
    body: enterSchema,
    status: 200,
    reply: visitSchema,
    errors: ['ORGANIZATION.NOT_FOUND'],
  }),
  leave: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/leave',
    access: 'super-admins-of-one',
    tag: 'platform',
    summary: 'Leaves an organization before the hour is over',
    status: 204,
    reply: null,
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/platform/visits',
    access: 'super-admins',
    tag: 'platform',
    summary: 'The organizations that this sign-in has entered, the last one first',
    status: 200,
    reply: z.object({ items: z.array(visitSchema) }),
  }),
} as const;
