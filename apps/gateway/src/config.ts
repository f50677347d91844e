import { PASSWORD_CHARACTERS_MIN } from '@eagle/contracts/rest';
import { hexKey, secret, serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

/**
 * Base URLs of each service's replicas,
 * `prediction=http://127.0.0.1:4001|http://127.0.0.1:4002,alerting=http://…`.
 */
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
    DATABASE_URL: secret().describe('Address of the platform database, with the role of the gateway.'),
    DATABASE_POOL_MAX: z.coerce
      .number()
      .int()
      .min(2)
      .max(100)
      .default(10)
      .describe('Connections to the database.'),
    JWT_SECRET: secret(hexKey).describe('Signs access tokens.'),
    EXPORT_LINK_KEY: secret(hexKey).describe(
      'Signs links to exported files; all replicas have the same one. A new key ends the links that were given.',
    ),
    EXPORT_LINK_MS: z.coerce
      .number()
      .int()
      .min(1_000)
      .default(60 * 60_000)
      .describe('Life of a link to an exported file.'),
    SECRETS_KEY: secret(hexKey).describe('Seals the passwords of feeds before they are stored.'),
    AUDIT_KEY: secret(hexKey).describe(
      'Seals the audit log; only the gateway has it. With another key the log counts as broken: keep it with the backups.',
    ),
    AUDIT_HEADS_FILE: z
      .string()
      .min(1)
      .optional()
      .describe(
        'File that keeps how far the audit log is sealed, beside the message server. Without it only the message server keeps it.',
      ),
    AUDIT_CHECK_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(30_000)
      .describe('How often the audit log is checked again.'),
    BOOTSTRAP_EMAIL: z
      .email()
      .optional()
      .describe(
        'E-mail address of the first super-admin, who is created only while there is no user. Set it together with BOOTSTRAP_PASSWORD.',
      ),
    BOOTSTRAP_PASSWORD: secret(
      z.string().min(PASSWORD_CHARACTERS_MIN, `at least ${PASSWORD_CHARACTERS_MIN} characters`),
    )
      .optional()
      .describe('Password of the first super-admin.'),
    ACCESS_TOKEN_MS: z.coerce
      .number()
      .int()
      .min(1_000)
      .default(15 * 60_000)
      .describe('Life of an access token.'),
    VISIT_MS: z.coerce
      .number()
      .int()
      .min(1_000)
      .max(60 * 60_000)
      .default(60 * 60_000)
      .describe('How long a super-admin who entered an organization may act within it.'),
    LOGINS_PER_MINUTE: z.coerce
      .number()
      .int()
      .positive()
      .default(20)
      .describe('Attempts to sign in, for each pair of network address and e-mail address.'),
    REFRESHES_PER_MINUTE: z.coerce
      .number()
      .int()
      .positive()
      .default(30)
      .describe(
        'Refreshes of one sign-in, over all replicas; twenty times as many for each network address.',
      ),
    FEED_LOOKS_PER_MINUTE: z.coerce
      .number()
      .int()
      .positive()
      .default(10)
      .describe(
        'Tests of feeds and searches through their tables, for each organization, over all replicas.',
      ),
    REQUESTS_PER_MINUTE: z.coerce
      .number()
      .int()
      .positive()
      .default(60_000)
      .describe('Requests for each network address.'),
    SOCKETS_MAX: z.coerce
      .number()
      .int()
      .positive()
      .default(5_000)
      .describe('Sockets that this replica holds, of all organizations together.'),
    SOCKETS_PER_ORGANIZATION_MAX: z.coerce
      .number()
      .int()
      .positive()
      .default(500)
      .describe('Sockets that this replica holds, of one organization.'),
    SOCKETS_PER_USER_MAX: z.coerce
      .number()
      .int()
      .positive()
      .default(50)
      .describe('Sockets that this replica holds, of one person.'),
    TAILED_ASSETS_MAX: z.coerce
      .number()
      .int()
      .positive()
      .default(200)
      .describe('Assets whose scans this replica follows for live tails, of all organizations together.'),
    API_DOCS: z
      .enum(['operations', 'public'])
      .default('operations')
      .describe(
        'Who may read the description of the REST interface: operators, on OPERATIONS_PORT, or everybody.',
      ),
    PUBLIC_PATH: z
      .string()
      .regex(/^(\/[A-Za-z0-9._~-]+)*$/, 'a path such as /eagle, without a slash at its end')
      .default('')
      .describe(
        'Path under which a proxy serves this platform, for example `/eagle`; the proxy takes it away before it passes a request on.',
      ),
    CONTROL_ROOM_FILES: z
      .string()
      .min(1)
      .optional()
      .describe('Folder of the built control room. Absent: the one that set-up builds, where it is.'),
    DEMONSTRATION_RUN_FILE: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Offers the accounts in this file of the launcher, with their passwords, on the sign-in page. For a demonstration only.',
      ),
    SERVICE_URLS: serviceUrls.describe(
      'Where the other services report their health: the addresses of the replicas of each service, for example `prediction=http://127.0.0.1:4001|http://127.0.0.1:4002,alerting=http://127.0.0.1:4003`.',
    ),
  })
  .refine((config) => (config.BOOTSTRAP_EMAIL === undefined) === (config.BOOTSTRAP_PASSWORD === undefined), {
    path: ['BOOTSTRAP_PASSWORD'],
    message: 'BOOTSTRAP_EMAIL and BOOTSTRAP_PASSWORD go together',
  });
export type GatewayConfig = z.output<typeof gatewayConfigSchema>;
