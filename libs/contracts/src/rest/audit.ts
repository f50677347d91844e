import * as z from 'zod';
import { auditActionSchema } from '../domain/audit/audit-actions.js';
import { auditEntrySchema } from '../domain/audit/audit-entry.js';
import { instantSchema, userIdSchema } from '../domain/ids.js';
import { pageOf, pageQuerySchema } from './page.js';
import { route } from './route.js';

/** `from` included, `to` excluded. */
export const auditQuerySchema = pageQuerySchema.extend({
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  action: auditActionSchema.optional(),
  actorId: userIdSchema.optional(),
});
export type AuditQuery = z.output<typeof auditQuerySchema>;

/** Whether the log is intact, as found by the answering replica. */
const chainStateSchema = z.object({
  /** When the whole log was last found intact; null: not yet since this replica started. */
  checkedAt: z.iso.datetime().nullable(),
  /** The place at which it was altered; null: none. */
  break: z
    .object({ reason: z.enum(['changed', 'unsealed', 'cut-off', 'forged-head']), id: z.number().int() })
    .nullable(),
});
const auditPageSchema = pageOf(auditEntrySchema).extend({ chain: chainStateSchema });

export const auditRoutes = {
  /** The log of one organization, for its admins. */
  ofOrganization: route({
    method: 'GET',
    path: '/api/v1/audit',
    access: 'admins',
    tag: 'audit',
    query: auditQuerySchema,
    status: 200,
    reply: auditPageSchema,
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  /** The log of the platform itself: entries that belong to no organization. */
  ofPlatform: route({
    method: 'GET',
    path: '/api/v1/audit/platform',
    access: 'super-admins',
    tag: 'audit',
    query: auditQuerySchema,
    status: 200,
    reply: auditPageSchema,
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
} as const;
