import { BUCKETS, STREAMS, type BucketDeclaration, type StreamDeclaration } from '@eagle/contracts/bus';
import type { StreamConfig } from '@nats-io/jetstream';

const NANOSECONDS = 1e6;
const MiB = 1024 * 1024;
export const BUCKET_BYTES_MAX = 256 * MiB;
const BUCKET_VALUE_BYTES_MAX = 4 * MiB;
const BUCKET_DUPLICATE_WINDOW_MS = 120_000;

export type Wanted = Partial<StreamConfig> & Pick<StreamConfig, 'name' | 'subjects'>;

/**
 * Actions that a message header can request from a stream; no stream here permits them. In a batch,
 * the reply to every message but the last is empty, and an empty message to the API inside the
 * account of the stream deletes the stream. A schedule writes on other subjects, and a rollup of
 * one subject may remove the messages of all others.
 */
const NOTHING_BY_HEADER = {
  allow_atomic: false,
  allow_batched: false,
  allow_msg_schedules: false,
  allow_msg_counter: false,
  allow_msg_ttl: false,
  allow_rollup_hdrs: false,
} as const satisfies Partial<StreamConfig>;

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
    ...NOTHING_BY_HEADER,
    num_replicas: replicas,
  };
}

/** The stream behind a bucket, in the layout of every NATS client: the last value of each key. */
export function bucketConfig({ name }: BucketDeclaration, replicas: number): Wanted {
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
    deny_delete: true,
    allow_direct: true,
    ...NOTHING_BY_HEADER,
    num_replicas: replicas,
  };
}

/** The wanted configuration of every stream, including those behind the buckets. */
export const declaredStreams = (replicas: number): Wanted[] => [
  ...Object.values(STREAMS).map((declaration) => streamConfig(declaration, replicas)),
  ...Object.values(BUCKETS).map((bucket) => bucketConfig(bucket, replicas)),
];

export const bucketStream = (name: string): string => `KV_${name}`;

/**
 * With these settings a stream copies from or to another place, or changes the subjects of its
 * messages. No stream here does.
 */
const COPYING: readonly (keyof StreamConfig)[] = ['republish', 'sources', 'mirror', 'subject_transform'];

/**
 * Settings that differ from the wanted ones; of settings without a wanted value, only those that
 * copy count.
 */
export function differences(current: StreamConfig, wanted: Wanted): string[] {
  const now = new Map<string, unknown>(Object.entries(current));
  const unlike = Object.entries(wanted)
    .filter(([setting, value]) => JSON.stringify(now.get(setting) ?? false) !== JSON.stringify(value))
    .map(([setting]) => setting);
  return [...unlike, ...COPYING.filter((setting) => now.get(setting) !== undefined)];
}
