import { z } from 'zod';
import { organizationIdSchema, userIdSchema } from './ids.js';

export const roleSchema = z.enum(['SUPER_ADMIN', 'ADMIN', 'OPERATOR']);
export type Role = z.infer<typeof roleSchema>;

/** A super-admin belongs to no organization; everybody else to exactly one. */
export const userSchema = z.object({
  id: userIdSchema,
  email: z.email(),
  name: z.string(),
  role: roleSchema,
  organizationId: organizationIdSchema.nullable(),
  enabled: z.boolean(),
});
export type User = z.infer<typeof userSchema>;
