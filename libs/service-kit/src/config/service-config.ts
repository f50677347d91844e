import { isIP } from 'node:net';
import { SERVICES } from '@eagle/contracts/domain';
import { z } from 'zod';
import { hexKey, secret } from './secret.js';

/** `10.0.0.0/8,::1` as a list. */
const proxyAddresses = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((parts) => parts.every(isNetwork), 'addresses or networks such as 10.0.0.0/8, parted by commas');

function isNetwork(text: string): boolean {
  const [address = '', prefix = '0', ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}

/** A setting that is off unless it is set. */
const flag = z.stringbool('true or false').default(false);

/**
 * The environment of every process, also of one that does not use the bus; spread it into its own
 * schema. The description of each entry is its line in `docs/reference/configuration.md`.
 */
export const processConfigShape = {
  SERVICE_NAME: z
    .string()
    .min(1, 'a name such as scada-simulator')
    .describe('Which service this process is.'),
  REPLICA: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'a name such as prediction-0')
    .describe('Name of this replica, the same after a restart, for example `prediction-0`.'),
  HTTP_PORT: z.coerce
    .number('a port, 0 to 65535')
    .int()
    .min(0)
    .max(65_535)
    .describe('Port of health and metrics, and of REST in the gateway; 0 takes any free port.'),
  HTTP_HOST: z.string().default('127.0.0.1').describe('Address on which HTTP_PORT listens.'),
  OPERATIONS_PORT: z.coerce
    .number('a port, 0 to 65535')
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe(
      'Port of what is for operators (metrics, why a service is not ready); 0 takes any free port. ' +
        'Without it an internal service answers operators on HTTP_PORT, and the gateway does not answer them.',
    ),
  OPERATIONS_HOST: z.string().default('127.0.0.1').describe('Address on which OPERATIONS_PORT listens.'),
  REQUEST_MS_MAX: z.coerce
    .number()
    .int()
    .min(100)
    .max(600_000)
    .default(30_000)
    .describe('How long a request may take to arrive whole, and its answer to be taken.'),
  CONNECTIONS_MAX: z.coerce.number().int().positive().default(8_000).describe('Connections at once.'),
  CONNECTIONS_OF_ADDRESS_MAX: z.coerce
    .number()
    .int()
    .positive()
    .default(2_000)
    .describe(
      'Connections of one network address at once. Not counted where TRUST_PROXY names a proxy: all clients share its address.',
    ),
  TLS_IN_FRONT: flag.describe(
    'Whether TLS ends in front of this service. If so, responses order browsers to use only TLS.',
  ),
  TRUST_PROXY: proxyAddresses.describe(
    'Addresses or networks of the proxies that are trusted to report the client’s address, divided by commas, ' +
      'for example `10.0.0.0/8,127.0.0.1`. Empty: no proxy is trusted.',
  ),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('The least severe log lines that are written.'),
  SHUTDOWN_MS_MAX: z.coerce
    .number()
    .int()
    .positive()
    .default(10_000)
    .describe('How long a stop may take before the process ends anyway.'),
  END_WITH_STDIN: flag.describe(
    'Whether standard input is a pipe from the process that started this one. If so, this process ends when the pipe closes.',
  ),
};

/**
 * What every service on the bus takes from its environment; spread it into the service's own
 * schema.
 */
export const serviceConfigShape = {
  ...processConfigShape,
  SERVICE_NAME: z.enum(SERVICES).describe('Which service this process is; also its user on the bus.'),
  NATS_URL: z
    .string('an address such as nats://127.0.0.1:4222')
    .min(1)
    .describe('Address of the message server, for example `nats://127.0.0.1:4222`.'),
  NATS_USER: z
    .string()
    .optional()
    .describe('User on the message server; without it the service signs in without a name.'),
  NATS_PASSWORD: secret().optional().describe('Password of NATS_USER.'),
  CONFIG_PUBLIC_KEY: hexKey
    .optional()
    .describe('Checks what the gateway signs for all services (Ed25519). Required with NATS_USER.'),
  CONFIG_SIGNING_KEY: secret(hexKey)
    .optional()
    .describe('Signs what all services check with CONFIG_PUBLIC_KEY. Only the gateway has it.'),
};

export const processConfigSchema = z.object(processConfigShape);
export type ProcessConfig = z.output<typeof processConfigSchema>;
export const serviceConfigSchema = z.object(serviceConfigShape);
export type ServiceConfig = z.output<typeof serviceConfigSchema>;
