import { AppError, STREAMS, type StreamKey } from '@eagle/contracts';
import { connectBus } from '@eagle/messaging';

/**
 * Makes every stream and bucket, before any service asks for one: services may use them, and only their writers could make them. Repeating
 * it changes nothing.
 * @param password  of the message bus user `cli`
 */
export async function makeStreams(url: string, password: string): Promise<void> {
  const bus = await connectBus({ url, user: 'cli', password, name: 'launcher' });
  try {
    await bus.ensureStreams(...Object.keys(STREAMS).filter(isStreamKey));
    await bus.ensureBuckets();
  } finally {
    await bus.close();
  }
}

/**
 * `eagle make-streams`: the same for containers, once the message server is up.
 * @throws AppError `PREPARE.BAD_ENVIRONMENT` (invalid)
 */
export async function runMakeStreams(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { NATS_URL: url, NATS_PASSWORD_CLI: password } = environment;
  if (!url || !password) {
    throw new AppError(
      'PREPARE.BAD_ENVIRONMENT',
      'invalid',
      'NATS_URL and NATS_PASSWORD_CLI have to be set.',
    );
  }
  await makeStreams(url, password);
}

function isStreamKey(key: string): key is StreamKey {
  return key in STREAMS;
}
