import { PASSWORD_CHARACTERS_MIN } from '@eagle/contracts/rest';
import { hexKey, secret, serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

/** Base URLs of each service's replicas, `prediction=http://127.0.0.1:4001|http://127.0.0.1:4002,alerting=http://…`. */
const serviceUrls = z
  .string()
  .default('')
  .transform((text) => {
    const urls = new Map<string, string[]>();
    for (const entry of text.split(',').filter((part) => part !== '')) {
      const [name = '', list = ''] = entry.split('=', 2);
      urls.set(name, list.split('|'));
    }
    return urls;
  });

export const gatewayConfigSchema = z
  .object({
    ...serviceConfigShape,
    /** Platform database, as the role that owns nothing. */
    DATABASE_URL: secret(),
    /** Connections to it. */
    DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(100).default(10),
    /** Signs access tokens. */
    JWT_SECRET: secret(hexKey),
    /** Seals SCADA passwords before they are stored. */
    SECRETS_KEY: secret(hexKey),
    /** Seals the audit log. Of the gateway alone; with another one the log counts as broken, so keep it with the backups. */
    AUDIT_KEY: secret(hexKey),
    /** File beside the message bus that keeps how far the audit log is sealed; absent: only the bus does. */
    AUDIT_HEADS_FILE: z.string().min(1).optional(),
    /** How often the audit log is gone over again. */
    AUDIT_CHECK_MS: z.coerce.number().int().min(100).default(30_000),
    /** Makes the first super-admin, only while there is no user at all. Both or neither. */
    BOOTSTRAP_EMAIL: z.email().optional(),
    BOOTSTRAP_PASSWORD: secret(
      z.string().min(PASSWORD_CHARACTERS_MIN, `at least ${PASSWORD_CHARACTERS_MIN} characters`),
    ).optional(),
    /** Life of an access token. */
    ACCESS_TOKEN_MS: z.coerce
      .number()
      .int()
      .min(1_000)
      .default(15 * 60_000),
    /** Sign-ins tried per address of the network and e-mail address, a minute. */
    LOGINS_PER_MINUTE: z.coerce.number().int().positive().default(20),
    /** Refreshes of one sign-in, a minute, over all replicas; twenty times as many per address of the network. */
    REFRESHES_PER_MINUTE: z.coerce.number().int().positive().default(30),
    /** Tests of feeds and looks through their tables, per organization and minute, over all replicas. */
    FEED_LOOKS_PER_MINUTE: z.coerce.number().int().positive().default(10),
    /** Requests per network address, a minute. */
    REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(60_000),
    /** Sockets that this replica holds: of all organizations together, of one organization, of one person. */
    SOCKETS_MAX: z.coerce.number().int().positive().default(5_000),
    SOCKETS_PER_ORGANIZATION_MAX: z.coerce.number().int().positive().default(500),
    SOCKETS_PER_USER_MAX: z.coerce.number().int().positive().default(50),
    /** Who may read the page that describes the interface: operators of the platform, on OPERATIONS_PORT, or everybody. */
    API_DOCS: z.enum(['operations', 'public']).default('operations'),
    /** Where the other services answer about their health. */
    SERVICE_URLS: serviceUrls,
  })
  .refine((config) => (config.BOOTSTRAP_EMAIL === undefined) === (config.BOOTSTRAP_PASSWORD === undefined), {
    path: ['BOOTSTRAP_PASSWORD'],
    message: 'BOOTSTRAP_EMAIL and BOOTSTRAP_PASSWORD go together',
  });
export type GatewayConfig = z.output<typeof gatewayConfigSchema>;
