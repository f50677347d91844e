import { randomUUID } from 'node:crypto';
import { AppError } from '@eagle/contracts/domain';
import type { StoredMsg } from '@nats-io/jetstream';
import type { z } from 'zod';
import { SIGNATURE_HEADER } from './bucket-signatures.js';
import type { Bucket, BucketEntry, WriteGuard } from './bus.types.js';
import type { Subscription } from './durable-consumer.types.js';
import { decodeValue, encodeValue, forgedValue } from './bucket-value.js';
import { BucketWatch } from './bucket-watch.js';
import type { Connection } from './connection.js';
import type { Publisher } from './publisher.js';
import { withRetry } from './retry.js';
import { bucketStream } from './stream-config.js';

const KEY = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
const READ_MS_MAX = 15_000;
/** No guard: everything is written, and repeated until the publisher's deadline. */
const UNGUARDED: WriteGuard = { check: () => undefined, writeMsMax: undefined };

/**
 * Reading and writing of one bucket. Writes carry a message id, so repeating one through a
 * reconnect does not write twice.
 */
export class TypedBucket<S extends z.ZodType> implements Bucket<z.output<S>> {
  constructor(
    private readonly connection: Connection,
    private readonly publisher: Publisher,
    private readonly name: string,
    private readonly schema: S,
    private readonly guard: WriteGuard = UNGUARDED,
  ) {}

  async get(key: string): Promise<BucketEntry<z.output<S>> | null> {
    const stored = await this.stored(key);
    if (stored === null) return null;
    const operation = stored.header.get('KV-Operation');
    const write = { bucket: this.name, key, operation, payload: stored.data };
    const signature = stored.header.get(SIGNATURE_HEADER);
    if (this.connection.signatures?.isGenuine(write, signature) === false) {
      this.connection.counters.forgedValues += 1;
      throw forgedValue(this.name, key);
    }
    if (operation !== '') return null;
    return { value: decodeValue(this.schema, this.name, key, stored.data), revision: stored.seq };
  }

  async put(key: string, value: z.output<S>): Promise<number> {
    return this.write(key, this.encode(key, value), {});
  }

  async update(key: string, value: z.output<S>, revision: number): Promise<number> {
    const payload = this.encode(key, value);
    const expected = revision === 0 ? await this.revisionOfDeleted(key) : revision;
    return this.write(key, payload, { 'Nats-Expected-Last-Subject-Sequence': String(expected) });
  }

  async delete(key: string, revision?: number): Promise<number> {
    const expected =
      revision === undefined ? {} : { 'Nats-Expected-Last-Subject-Sequence': String(revision) };
    return this.write(key, new Uint8Array(0), { 'KV-Operation': 'DEL', ...expected });
  }

  guardedBy(guard: WriteGuard): Bucket<z.output<S>> {
    return new TypedBucket(this.connection, this.publisher, this.name, this.schema, guard);
  }

  watch(
    onEntry: (key: string, value: z.output<S> | null, revision: number) => void,
    onForged?: (key: string) => void,
  ): Promise<Subscription> {
    return BucketWatch.start(this.connection, this.name, this.schema, onEntry, onForged);
  }

  private encode(key: string, value: z.output<S>): Uint8Array {
    return encodeValue(this.schema, this.name, key, value);
  }

  private async write(key: string, payload: Uint8Array, headers: Record<string, string>): Promise<number> {
    const subject = this.subject(key);
    const operation = headers['KV-Operation'] ?? '';
    const write = { bucket: this.name, key, operation, payload };
    // The last step before the send: nothing is awaited in between.
    this.guard.check();
    const { sequence } = await this.publisher.publish(
      subject,
      randomUUID(),
      payload,
      { ...headers, ...this.connection.signatures?.headersOf(write) },
      this.guard.writeMsMax,
    );
    return sequence;
  }

  /** A deleted key still has a last revision: that of its deletion. */
  private async revisionOfDeleted(key: string): Promise<number> {
    const stored = await this.stored(key);
    return stored !== null && stored.header.get('KV-Operation') !== '' ? stored.seq : 0;
  }

  private stored(key: string): Promise<StoredMsg | null> {
    const query = { last_by_subj: this.subject(key) };
    return withRetry(`read ${key} of bucket ${this.name}`, READ_MS_MAX, () =>
      this.connection.jsm.streams.getMessage(bucketStream(this.name), query),
    );
  }

  private subject(key: string): string {
    if (KEY.test(key)) return `$KV.${this.name}.${key}`;
    throw new AppError('BUS.KEY_INVALID', `"${key}" cannot be a key`, { bucket: this.name });
  }
}
