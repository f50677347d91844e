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

/** Whether the log is what was written, as the replica that answers found it. */
const chainStateSchema = z.object({
  /** When all of it was last found whole; null: not yet since this replica started. */
  checkedAt: z.iso.datetime().nullable(),
  /** Where it is not what was written; null: nowhere. */
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
  /** The log of the platform itself: what belongs to no organization. */
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
