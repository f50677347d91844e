import * as z from 'zod';
import { organizationIdSchema, userIdSchema } from './ids.js';
import { emailSchema, text } from './text.js';

export const roleSchema = z.enum(['SUPER_ADMIN', 'ADMIN', 'OPERATOR']);
export type Role = z.infer<typeof roleSchema>;

/** Roles that belong to an organization; a super-admin belongs to none. */
export const memberRoleSchema = roleSchema.exclude(['SUPER_ADMIN']);

/** A super-admin belongs to no organization; everybody else to exactly one. */
export const userSchema = z.object({
  id: userIdSchema,
  email: emailSchema,
  name: text(120),
  role: roleSchema,
  organizationId: organizationIdSchema.nullable(),
  enabled: z.boolean(),
});
export type User = z.infer<typeof userSchema>;
