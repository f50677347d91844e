import * as z from 'zod';
import { organizationIdSchema, userIdSchema } from './ids.js';
import { emailSchema, text } from './text.js';

export const roleSchema = z.enum(['SUPER_ADMIN', 'ADMIN', 'OPERATOR']);
export type Role = z.infer<typeof roleSchema>;

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
