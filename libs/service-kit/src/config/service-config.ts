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

/** What every process takes from its environment, also one that has nothing to do with the bus; spread it into its own schema. */
export const processConfigShape = {
  /** Which service this process is. */
  SERVICE_NAME: z.string().min(1, 'a name such as scada-simulator'),
  /** This replica's name, the same after a restart, for example `prediction-0`. */
  REPLICA: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'a name such as prediction-0'),
  /** Port of health and metrics (and REST in the gateway); 0 takes any free one. */
  HTTP_PORT: z.coerce.number('a port, 0 to 65535').int().min(0).max(65_535),
  HTTP_HOST: z.string().default('127.0.0.1'),
  /**
   * Port of metrics, of why a service is not ready, and of what else is for operators, apart from HTTP_PORT; 0 takes any free one. Without it a
   * service that only operators ask answers on HTTP_PORT, and one that everybody asks gives none of it.
   */
  OPERATIONS_PORT: z.coerce.number('a port, 0 to 65535').int().min(0).max(65_535).optional(),
  OPERATIONS_HOST: z.string().default('127.0.0.1'),
  /** How long a request may take to arrive whole, and its answer to be taken. */
  REQUEST_MS_MAX: z.coerce.number().int().min(100).max(600_000).default(30_000),
  /** Connections at once, and of one address (not judged where TRUST_PROXY names a proxy, whose address all share). */
  CONNECTIONS_MAX: z.coerce.number().int().positive().default(8_000),
  CONNECTIONS_OF_ADDRESS_MAX: z.coerce.number().int().positive().default(2_000),
  /** `true` where TLS ends in front of this service: browsers are then told to use nothing else. */
  TLS_IN_FRONT: z.stringbool('true or false').default(false),
  /** Addresses of the proxies that are believed about whom they ask for, for example `10.0.0.0/8,127.0.0.1`; empty: none is. */
  TRUST_PROXY: proxyAddresses,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** How long a stop may take before the process ends all the same. */
  SHUTDOWN_MS_MAX: z.coerce.number().int().positive().default(10_000),
  /** Whether standard input is a pipe from whoever started this process, which ends when it closes: the other end is gone. */
  END_WITH_STDIN: z.stringbool('true or false').default(false),
};

/** What every service on the bus takes from its environment; spread it into the service's own schema. */
export const serviceConfigShape = {
  ...processConfigShape,
  /** Which service this process is; also its user on the bus. */
  SERVICE_NAME: z.enum(SERVICES),
  NATS_URL: z.string('an address such as nats://127.0.0.1:4222').min(1),
  NATS_USER: z.string().optional(),
  NATS_PASSWORD: secret().optional(),
  /** Checks what gateway writes for all services; with NATS_USER it has to be set. */
  CONFIG_PUBLIC_KEY: hexKey.optional(),
  /** Signs it. Gateway's own: no other service is given it. */
  CONFIG_SIGNING_KEY: secret(hexKey).optional(),
};

export const processConfigSchema = z.object(processConfigShape);
export type ProcessConfig = z.output<typeof processConfigSchema>;
export const serviceConfigSchema = z.object(serviceConfigShape);
export type ServiceConfig = z.output<typeof serviceConfigSchema>;
