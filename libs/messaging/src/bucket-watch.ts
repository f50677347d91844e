import type { Msg } from '@nats-io/nats-core';
import type { z } from 'zod';
import { SIGNATURE_HEADER } from './bucket-signatures.js';
import { decodeValue } from './bucket-value.js';
import type { Connection, StoppableSubscription } from './connection.js';
import { createConsumer, forgetConsumer, newConsumerName } from './consumers.js';
import type { Delivery } from './delivery.js';
import { messageOf } from './errors.js';
import { PullSession } from './pull-session.js';
import { bucketStream } from './stream-config.js';

const PREFETCH_MAX = 256;
const FORGOTTEN_AFTER_MS = 60_000;
const NANOSECONDS = 1e6;

type OnEntry<T> = (key: string, value: T | null, revision: number) => void;

/**
 * Follows the last values of a bucket. Each session on the server begins with all last values. It
 * skips values with a known revision and reports missing keys as deleted.
 */
export class BucketWatch<S extends z.ZodType> implements StoppableSubscription {
  private readonly stream: string;
  private readonly session: PullSession;
  /** Revision last delivered, by key; deleted keys are not in it. */
  private readonly known = new Map<string, number>();
  /** Keys seen in this session while its initial values arrive; null once they have arrived. */
  private initial: Set<string> | null = null;
  private initialLeft = 0;
  private expectedConsumerSequence = 1;
  private isStopped = false;
  private readonly ready = Promise.withResolvers<void>();

  private constructor(
    private readonly connection: Connection,
    private readonly bucket: string,
    private readonly schema: S,
    private readonly onEntry: OnEntry<z.output<S>>,
    private readonly onForged: (key: string) => void,
  ) {
    this.stream = bucketStream(bucket);
    this.session = new PullSession(connection, {
      stream: this.stream,
      filters: [`$KV.${bucket}.>`],
      label: `watch of ${bucket}`,
      askMax: PREFETCH_MAX,
      gatherMs: null,
      open: () => this.open(),
      onDelivery: (delivery) => this.onDelivery(delivery),
    });
  }

  /** Resolves after the initial values were delivered. */
  static async start<S extends z.ZodType>(
    connection: Connection,
    bucket: string,
    schema: S,
    onEntry: OnEntry<z.output<S>>,
    onForged: (key: string) => void = () => undefined,
  ): Promise<BucketWatch<S>> {
    const watch = new BucketWatch(connection, bucket, schema, onEntry, onForged);
    await watch.session.start();
    connection.keep(watch);
    await watch.ready.promise;
    return watch;
  }

  get stopped(): boolean {
    return this.isStopped;
  }

  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    this.session.stop();
    if (this.connection.connected && this.session.last !== '')
      await forgetConsumer(this.connection, this.stream, this.session.last);
  }

  private async open(): Promise<string> {
    const last = this.session.last;
    const name = newConsumerName(this.connection, 'watch');
    const info = await createConsumer(this.connection, this.stream, name, {
      deliver_policy: 'last_per_subject',
      ack_policy: 'none',
      filter_subject: `$KV.${this.bucket}.>`,
      mem_storage: true,
      num_replicas: 1,
      inactive_threshold: FORGOTTEN_AFTER_MS * NANOSECONDS,
    });
    this.initial = new Set();
    this.initialLeft = info.num_pending;
    this.expectedConsumerSequence = 1;
    if (this.initialLeft === 0) this.initialValuesAreIn();
    if (last !== '') void forgetConsumer(this.connection, this.stream, last);
    return name;
  }

  private onDelivery(delivery: Delivery): boolean {
    if (delivery.consumerSequence !== this.expectedConsumerSequence) return false;
    this.expectedConsumerSequence += 1;
    const { message, streamSequence } = delivery;
    const key = message.subject.slice(`$KV.${this.bucket}.`.length);
    const operation = message.headers?.get('KV-Operation') ?? '';
    const deleted = operation !== '';
    const forged = !this.isGenuine(key, operation, message);
    // The last valid value stays in force after a forged one.
    if (!deleted || forged) this.initial?.add(key);
    if ((this.known.get(key) ?? 0) < streamSequence) {
      if (forged) this.refuse(key, streamSequence);
      else if (deleted) this.reportDeleted(key, streamSequence);
      else this.reportValue(key, message.data, streamSequence);
    }
    if (this.initial !== null && --this.initialLeft === 0) this.initialValuesAreIn();
    this.session.release();
    return true;
  }

  private isGenuine(key: string, operation: string, message: Msg): boolean {
    const { signatures } = this.connection;
    const write = { bucket: this.bucket, key, operation, payload: message.data };
    return signatures?.isGenuine(write, message.headers?.get(SIGNATURE_HEADER) ?? '') ?? true;
  }

  private refuse(key: string, revision: number): void {
    this.connection.counters.forgedValues += 1;
    this.connection.logger.error(
      { bucket: this.bucket, key, revision },
      'A value of a bucket has no valid signature and is ignored',
    );
    this.guarded(key, () => this.onForged(key));
  }

  private initialValuesAreIn(): void {
    const present = this.initial ?? new Set();
    this.initial = null;
    for (const key of [...this.known.keys()]) if (!present.has(key)) this.reportDeleted(key, 0);
    this.ready.resolve();
  }

  private reportValue(key: string, data: Uint8Array, revision: number): void {
    this.known.set(key, revision);
    this.guarded(key, () => this.onEntry(key, this.decoded(key, data), revision));
  }

  private decoded(key: string, data: Uint8Array): z.output<S> {
    try {
      return decodeValue(this.schema, this.bucket, key, data);
    } catch (error) {
      this.connection.counters.invalidValues += 1;
      throw error;
    }
  }

  private reportDeleted(key: string, revision: number): void {
    if (this.known.delete(key)) this.guarded(key, () => this.onEntry(key, null, revision));
  }

  /** One bad value, or one bad handler, must not end the watch of all the others. */
  private guarded(key: string, report: () => void): void {
    try {
      report();
    } catch (error) {
      this.connection.logger.error(
        { bucket: this.bucket, key, reason: messageOf(error), error },
        'A value of a bucket could not be used',
      );
    }
  }
}
