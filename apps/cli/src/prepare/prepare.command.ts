import { writeFileSync } from 'node:fs';
import { AppError, type ServiceName } from '@eagle/contracts/domain';
import { readManifests } from '@eagle/local-services/manifests';
import { adoptStreams, busUsers, hashPasswords, natsServerConfig } from '@eagle/messaging';
import { databaseUsers, prepareDatabase } from '@eagle/persistence';
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
 * `eagle prepare`: prepares a container set-up once, before its services start.
 * @throws AppError `PREPARE.BAD_ENVIRONMENT` (invalid) that names each variable.
 */
export async function runPrepare(
  options: PrepareOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { ADMIN_DATABASE_URL } = parse(environmentSchema, environment);
  const manifests = await readManifests();
  const users = busUsers(manifests);
  const roles = databaseUsers(manifests).map(({ name }) => name);
  const busPasswordOf = passwordsOf(users, passwordVariable, environment);
  const databasePasswordOf = passwordsOf(roles, databasePasswordVariable, environment);
  await prepareDatabase({
    adminUrl: ADMIN_DATABASE_URL,
    database: 'eagle',
    manifests,
    passwordOf: databasePasswordOf,
  });
  adoptStreams(options.natsStore);
  const config = natsServerConfig({
    host: '0.0.0.0',
    port: NATS_PORT,
    ...(options.natsMonitorPort === undefined ? {} : { monitorPort: options.natsMonitorPort }),
    storeDir: options.natsStore,
    passwordHashes: await hashPasswords(users, busPasswordOf),
  });
  writeFileSync(options.natsConfig, config, { mode: 0o644 });
}

/**
 * @throws AppError `PREPARE.BAD_ENVIRONMENT` that names every variable that is missing or too
 * short.
 */
function passwordsOf(
  users: readonly ServiceName[],
  variableOf: (user: ServiceName) => string,
  environment: Readonly<Record<string, string | undefined>>,
): (user: ServiceName) => string {
  parse(z.object(Object.fromEntries(users.map((user) => [variableOf(user), password]))), environment);
  return (user) => password.parse(environment[variableOf(user)]);
}

function parse<T>(schema: z.ZodType<T>, environment: Readonly<Record<string, string | undefined>>): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'PREPARE.BAD_ENVIRONMENT',
    `The environment cannot be used: ${z.prettifyError(parsed.error)}`,
  );
}
