import { z } from 'zod';
import { instantSchema, organizationIdSchema } from './ids.js';
import { roleSchema } from './user.js';

/** `.eagle/run.json`: where everything of a running platform is, for scripts. Readable by its owner only: it holds demonstration passwords. */
export const runFileSchema = z.object({
  gatewayUrl: z.url(),
  apiDocsUrl: z.url(),
  natsUrl: z.string(),
  databaseUrl: z.string(),
  organizations: z.array(
    z.object({ id: organizationIdSchema, slug: z.string(), name: z.string(), scadaUrl: z.string() }),
  ),
  users: z.array(
    z.object({
      email: z.email(),
      password: z.string(),
      role: roleSchema,
      organizationId: organizationIdSchema.nullable(),
    }),
  ),
  processes: z.array(
    z.object({
      name: z.string(),
      pid: z.number().int(),
      replica: z.number().int(),
      healthUrl: z.string().nullable(),
      metricsUrl: z.string().nullable(),
    }),
  ),
  startedAt: instantSchema,
  readyAt: instantSchema.nullable(),
});
export type RunFile = z.infer<typeof runFileSchema>;
