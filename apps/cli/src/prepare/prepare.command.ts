import { writeFileSync } from 'node:fs';
import { AppError, SERVICES } from '@eagle/contracts/domain';
import { adoptStreams, hashPasswords, natsServerConfig } from '@eagle/messaging';
import { DATABASE_SERVICES, prepareDatabase } from '@eagle/persistence';
import { z } from 'zod';
import { databasePasswordVariable, passwordVariable } from './password-variables.js';

const password = z.string().min(16, 'at least 16 characters');

const environmentSchema = z.object({ ADMIN_DATABASE_URL: z.url() });

const NATS_PORT = 4222;

export interface PrepareOptions {
  readonly natsConfig: string;
  readonly natsStore: string;
  readonly natsMonitorPort?: number;
}

/**
 * `eagle prepare`: what has to happen once before the services of a container set-up start.
 * @throws AppError `PREPARE.BAD_ENVIRONMENT` (invalid) that names each variable.
 */
export async function runPrepare(
  options: PrepareOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { ADMIN_DATABASE_URL } = parse(environmentSchema, environment);
  const passwords = passwordsOf(SERVICES, passwordVariable, environment);
  await prepareDatabase({
    adminUrl: ADMIN_DATABASE_URL,
    database: 'eagle',
    passwords: passwordsOf(DATABASE_SERVICES, databasePasswordVariable, environment),
  });
  adoptStreams(options.natsStore);
  const config = natsServerConfig({
    host: '0.0.0.0',
    port: NATS_PORT,
    ...(options.natsMonitorPort === undefined ? {} : { monitorPort: options.natsMonitorPort }),
    storeDir: options.natsStore,
    passwordHashes: await hashPasswords(passwords),
  });
  writeFileSync(options.natsConfig, config, { mode: 0o644 });
}

function passwordsOf<const S extends string>(
  services: readonly S[],
  variableOf: (service: S) => string,
  environment: Readonly<Record<string, string | undefined>>,
): Record<S, string> {
  const given = services.map((service) => {
    const variable = variableOf(service);
    return [service, parse(z.object({ [variable]: password }), environment)[variable]];
  });
  return z.record(z.enum(services), password).parse(Object.fromEntries(given));
}

function parse<T>(schema: z.ZodType<T>, environment: Readonly<Record<string, string | undefined>>): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'PREPARE.BAD_ENVIRONMENT',
    'invalid',
    `The environment cannot be used: ${z.prettifyError(parsed.error)}`,
  );
}
