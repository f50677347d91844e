import { AppError } from '@eagle/contracts/domain';
import { JetStreamApiError, type ApiError, type StreamConfig } from '@nats-io/jetstream';
import type { Connection } from './connection.js';
import { jsErrorCode, JS_ERROR, messageOf, toAppError } from './errors.js';
import { withRetry } from './retry.js';
import { differences, type Wanted } from './stream-config.js';

const ENSURE_MS_MAX = 30_000;
const UPDATE_MS_MAX = 5_000;

/**
 * Brings the stream to its declaration. Only `cli` may.
 * @throws AppError `BUS.STREAM_DIFFERS` (conflict) that names the settings; `BUS.FORBIDDEN`.
 */
export function ensureStream(connection: Connection, wanted: Wanted): Promise<void> {
  return withRetry(`ensure stream ${wanted.name}`, ENSURE_MS_MAX, () => createOrUpdate(connection, wanted));
}

async function createOrUpdate(connection: Connection, wanted: Wanted): Promise<void> {
  const { streams } = connection.jsm;
  const current = await currentConfig(connection, wanted.name);
  if (current === null) {
    await streams.add(wanted);
    return;
  }
  const differing = differences(current, wanted);
  if (differing.length === 0) return;
  try {
    await updateExactly(connection, wanted);
  } catch (error) {
    const failure = toAppError(error, `change stream ${wanted.name}`);
    if (failure.retryable) throw failure;
    throw new AppError(
      'BUS.STREAM_DIFFERS',
      `Stream ${wanted.name} differs from its declaration in ${differing.join(', ')} and cannot be changed: ${messageOf(error)}`,
      { stream: wanted.name, differing },
      { cause: error },
    );
  }
}

/**
 * The client library keeps settings that are not named: a stream that copies to another place would
 * continue to do so.
 */
async function updateExactly(connection: Connection, wanted: Wanted): Promise<void> {
  const subject = `${connection.jsApi}.STREAM.UPDATE.${wanted.name}`;
  const answer = await connection.nats.request(subject, JSON.stringify(wanted), { timeout: UPDATE_MS_MAX });
  const { error } = answer.json<{ readonly error?: ApiError }>();
  if (error !== undefined) throw new JetStreamApiError(error);
}

async function currentConfig(connection: Connection, name: string): Promise<StreamConfig | null> {
  try {
    return (await connection.jsm.streams.info(name)).config;
  } catch (error) {
    if (jsErrorCode(error) === JS_ERROR.streamNotFound) return null;
    throw error;
  }
}
