import * as z from 'zod';
import { instantSchema, organizationIdSchema } from './ids.js';
import { roleSchema } from './user.js';
import { emailSchema, platformText } from './text.js';

/**
 * `.eagle/run.json`: addresses and accounts of a running platform, for scripts. Readable by its
 * owner only: it holds demonstration passwords.
 */
export const runFileSchema = z.object({
  gatewayUrl: z.url(),
  apiDocsUrl: z.url(),
  natsUrl: platformText,
  databaseUrl: platformText,
  organizations: z.array(
    z.object({ id: organizationIdSchema, slug: platformText, name: platformText, scadaUrl: platformText }),
  ),
  users: z.array(
    z.object({
      email: emailSchema,
      password: platformText,
      role: roleSchema,
      organizationId: organizationIdSchema.nullable(),
    }),
  ),
  processes: z.array(
    z.object({
      name: platformText,
      pid: z.number().int(),
      replica: z.number().int(),
      healthUrl: platformText.nullable(),
      metricsUrl: platformText.nullable(),
    }),
  ),
  startedAt: instantSchema,
  readyAt: instantSchema.nullable(),
});
export type RunFile = z.infer<typeof runFileSchema>;
