import { setTimeout as wait } from 'node:timers/promises';
import { AppError, type BucketName, type StreamDeclaration } from '@eagle/contracts';
import type { StreamConfig } from '@nats-io/jetstream';
import type { Connection } from './connection.js';
import { jsErrorCode, JS_ERROR, messageOf, toAppError } from './errors.js';
import { withRetry } from './retry.js';

const NANOSECONDS = 1e6;
const ENSURE_MS_MAX = 30_000;
const OWNER_WAIT_MS = 100;
const MiB = 1024 * 1024;
const BUCKET_BYTES_MAX = 256 * MiB;
const BUCKET_VALUE_BYTES_MAX = 4 * MiB;
const BUCKET_DUPLICATE_WINDOW_MS = 120_000;

type Wanted = Partial<StreamConfig> & Pick<StreamConfig, 'name' | 'subjects'>;

/** A declaration as the server's configuration. */
export function streamConfig(declaration: StreamDeclaration, replicas: number): Wanted {
  const bound = declaration.maxMessagesPerSubject;
  return {
    name: declaration.name,
    subjects: [...declaration.subjects],
    storage: declaration.storage,
    retention: declaration.retention,
    max_age: declaration.maxAgeMs * NANOSECONDS,
    max_bytes: declaration.maxBytes,
    duplicate_window: declaration.duplicateWindowMs * NANOSECONDS,
    max_msgs_per_subject: bound ?? declaration.newestPerSubject ?? -1,
    discard: bound === null ? 'old' : 'new',
    discard_new_per_subject: bound !== null,
    allow_direct: true,
    num_replicas: replicas,
  };
}

/** The stream behind a bucket, as every NATS client lays it out: the last value of each key. */
export function bucketConfig(name: BucketName, replicas: number): Wanted {
  return {
    name: bucketStream(name),
    subjects: [`$KV.${name}.>`],
    storage: 'file',
    retention: 'limits',
    max_msgs_per_subject: 1,
    max_bytes: BUCKET_BYTES_MAX,
    max_msg_size: BUCKET_VALUE_BYTES_MAX,
    duplicate_window: BUCKET_DUPLICATE_WINDOW_MS * NANOSECONDS,
    discard: 'new',
    allow_rollup_hdrs: true,
    deny_delete: true,
    allow_direct: true,
    num_replicas: replicas,
  };
}

export const bucketStream = (name: string): string => `KV_${name}`;

/**
 * Makes the stream what it should be. A service that may not create it waits for the one that may.
 * @throws AppError `BUS.STREAM_DIFFERS` (conflict) that names the settings; `BUS.FORBIDDEN`.
 */
export async function ensureStream(connection: Connection, wanted: Wanted): Promise<void> {
  const endMs = Date.now() + ENSURE_MS_MAX;
  for (;;) {
    try {
      await withRetry(`ensure stream ${wanted.name}`, ENSURE_MS_MAX, () =>
        createOrUpdate(connection, wanted),
      );
      return;
    } catch (error) {
      const waits = error instanceof AppError && error.code === 'BUS.FORBIDDEN' && Date.now() < endMs;
      if (!waits) throw error;
      await wait(OWNER_WAIT_MS);
    }
  }
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
    await streams.update(wanted.name, wanted);
  } catch (error) {
    const failure = toAppError(error, `change stream ${wanted.name}`);
    if (failure.retryable) throw failure;
    throw new AppError(
      'BUS.STREAM_DIFFERS',
      'conflict',
      `Stream ${wanted.name} differs from its declaration in ${differing.join(', ')} and cannot be changed: ${messageOf(error)}`,
      { stream: wanted.name, differing },
      { cause: error },
    );
  }
}

async function currentConfig(connection: Connection, name: string): Promise<StreamConfig | null> {
  try {
    return (await connection.jsm.streams.info(name)).config;
  } catch (error) {
    if (jsErrorCode(error) === JS_ERROR.streamNotFound) return null;
    throw error;
  }
}

/** Settings that are not as wanted; what is not wanted in particular is left as it is. */
export function differences(current: StreamConfig, wanted: Wanted): string[] {
  const now = new Map<string, unknown>(Object.entries(current));
  return Object.entries(wanted)
    .filter(([setting, value]) => JSON.stringify(now.get(setting) ?? false) !== JSON.stringify(value))
    .map(([setting]) => setting);
}
