import { randomBytes } from 'node:crypto';
import { JetStreamApiError, type ApiError, type ConsumerConfig, type ConsumerInfo } from '@nats-io/jetstream';
import type { Connection } from './connection.js';
import { messageOf } from './errors.js';

const API_MS_MAX = 3_000;
const UNGUESSABLE_BYTES = 16;

/**
 * A name that begins with the service's name and cannot be guessed. In NATS a user that may make
 * consumers on a stream may also pause or delete any consumer by name. No service may read the list
 * of names.
 */
export function newConsumerName({ name, asker }: Connection, purpose: string): string {
  const owner = name.startsWith(`${asker}-`) ? name : `${asker}-${name}`;
  return `${owner}-${purpose}-${randomBytes(UNGUESSABLE_BYTES).toString('base64url')}`;
}

/**
 * Makes a pull consumer. With several filters the client library omits the name from the subject;
 * here the subject always contains it, because permissions are for subjects.
 */
export async function createConsumer(
  connection: Connection,
  stream: string,
  name: string,
  config: Partial<ConsumerConfig>,
  action: 'create' | 'update' = 'create',
): Promise<ConsumerInfo> {
  const answer = await connection.nats.request(
    `${connection.jsApi}.CONSUMER.CREATE.${stream}.${name}`,
    JSON.stringify({ stream_name: stream, action, config: { ...config, name } }),
    { timeout: API_MS_MAX },
  );
  const reply = answer.json<ConsumerInfo | { readonly error: ApiError }>();
  if ('error' in reply) throw new JetStreamApiError(reply.error);
  return reply;
}

/** The server would also remove it by itself, but later. */
export async function forgetConsumer(connection: Connection, stream: string, name: string): Promise<void> {
  try {
    await connection.jsm.consumers.delete(stream, name);
  } catch (error) {
    connection.logger.debug({ consumer: name, reason: messageOf(error) }, 'Consumer is already gone');
  }
}
