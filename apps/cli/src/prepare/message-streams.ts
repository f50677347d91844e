import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { AppError } from '@eagle/contracts/domain';
import { connectBus, type Bus } from '@eagle/messaging';
import { createLogger } from '@eagle/service-kit';

/**
 * Makes every stream and bucket, and again whenever the message server comes back without them,
 * until the connection is closed. No service may make one.
 * @param password  of the message bus user `cli`
 * @param logFile  Default: standard output.
 */
export async function keepStreams(url: string, password: string, logFile?: string): Promise<Bus> {
  const logger = createLogger({
    service: 'cli',
    replica: 'stream-supervisor',
    level: 'info',
    ...(logFile === undefined
      ? {}
      : { destination: createWriteStream(logFile, { flags: 'a', mode: 0o600 }) }),
  });
  const bus = await connectBus({ url, user: 'cli', password, name: 'stream-supervisor', logger });
  try {
    await bus.keepStreams();
    return bus;
  } catch (error) {
    await bus.close();
    throw error;
  }
}

/**
 * `eagle keep-streams`: the same for containers, until it is stopped.
 * @throws AppError `PREPARE.BAD_ENVIRONMENT` (invalid)
 */
export async function runKeepStreams(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { NATS_URL: url, NATS_PASSWORD_CLI: password } = environment;
  if (!url || !password) {
    throw new AppError('PREPARE.BAD_ENVIRONMENT', 'Set NATS_URL and NATS_PASSWORD_CLI.');
  }
  const bus = await keepStreams(url, password);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await bus.close();
}
