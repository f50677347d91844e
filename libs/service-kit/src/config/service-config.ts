import { SERVICES } from '@eagle/contracts';
import { z } from 'zod';
import { secret } from './secret.js';

/** What every process takes from its environment, also one that has nothing to do with the bus; spread it into its own schema. */
export const processConfigShape = {
  /** Which service this process is. */
  SERVICE_NAME: z.string().min(1, 'a name such as scada-simulator'),
  /** This replica's name, the same after a restart, for example `prediction-0`. */
  REPLICA: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'a name such as prediction-0'),
  /** Port of health and metrics (and REST in the gateway); 0 takes any free one. */
  HTTP_PORT: z.coerce.number('a port, 0 to 65535').int().min(0).max(65_535),
  HTTP_HOST: z.string().default('127.0.0.1'),
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
};

export const processConfigSchema = z.object(processConfigShape);
export type ProcessConfig = z.output<typeof processConfigSchema>;
export const serviceConfigSchema = z.object(serviceConfigShape);
export type ServiceConfig = z.output<typeof serviceConfigSchema>;
