import {
  type BucketDeclaration,
  BUCKETS,
  type BusFinding,
  type RpcContract,
  type StreamDeclaration,
} from '@eagle/contracts/bus';
import type { OrganizationId, StreamIncarnation } from '@eagle/contracts/domain';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { z } from 'zod';
import { brokerHealth } from './broker-health.js';
import { TypedBucket } from './bucket.js';
import type {
  BrokerHealth,
  Bucket,
  Bus,
  BusCounters,
  BusOptions,
  EachReply,
  Lease,
  RequestBus,
  RequestServer,
  ServiceConnection,
} from './bus.types.js';
import type { PublishReceipt } from './publish-receipt.types.js';
import type {
  BusHeaders,
  BusMessage,
  Subscription,
  DurableConsumerOptions,
} from './durable-consumer.types.js';
import { BusInspection } from './bus-inspection.js';
import { Connection, type StoppableSubscription } from './connection.js';
import type { DeadLetters } from './dead-letters.types.js';
import { DeadLetterBox, DeadLetterWriter } from './dead-letters.js';
import { Duties, type Handled } from './duties.js';
import type { OrderedConsumer, OrderedConsumerOptions } from './ordered-consumer.types.js';
import { NatsOrderedConsumer } from './ordered-consumer.js';
import { BucketLease } from './lease.js';
import { verdictOf, type ConsumerProgress, type ProgressVerdict } from './progress.js';
import { Publisher } from './publisher.js';
import { withRetry } from './retry.js';
import { RpcClient } from './rpc-client.js';
import { RpcServer } from './rpc-server.js';
import { bucketConfig, streamConfig } from './stream-config.js';
import { incarnationOf } from './stream-incarnation.js';
import { ensureStream } from './streams.js';
import { StreamSupervisor } from './stream-supervisor.js';
import { StreamMessage } from './stream-message.js';
import { StreamWatch } from './stream-watch.js';
import { NatsDurableConsumer } from './durable-consumer.js';

const PUBLISH_DEADLINE_MS = 30_000;
const PUBLISH_WINDOW = 1_024;
const CLOSE_MS_MAX = 5_000;
const READ_MS_MAX = 15_000;

/**
 * Connects to the bus as a tool or a test does: see `connectService`.
 * @throws AppError as it does.
 */
export async function connectBus(options: BusOptions): Promise<RequestBus> {
  const { bus, requests } = await connectService(options);
  return Object.assign(bus, requests);
}

/**
 * Connects a service to the bus; the connection then always reconnects by itself.
 * @throws AppError `BUS.UNREACHABLE` (unavailable), `BUS.WRONG_CREDENTIALS` (unauthenticated).
 */
export async function connectService(options: BusOptions): Promise<ServiceConnection> {
  const connection = await Connection.open(options);
  const duties = new Duties(options.service ?? null);
  const server = new RpcServer(connection);
  const requests: RequestServer = {
    serve: async (contract, handler) => {
      duties.handle(contract);
      const served = await server.serve(contract, handler);
      connection.keep(served);
      return served;
    },
  };
  return { bus: new NatsBus(connection, duties, options), requests };
}

class NatsBus implements Bus {
  readonly deadLetters: DeadLetters;
  private readonly publisher: Publisher;
  private readonly deadLetterWriter: DeadLetterWriter;
  private readonly rpcClient: RpcClient;
  private readonly replicas: number;
  private closing: Promise<void> | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly duties: Duties,
    options: BusOptions,
  ) {
    this.replicas = options.streamReplicas ?? 1;
    this.publisher = new Publisher(
      connection,
      options.publishWindow ?? PUBLISH_WINDOW,
      options.publishDeadlineMs ?? PUBLISH_DEADLINE_MS,
    );
    this.deadLetterWriter = new DeadLetterWriter(connection, this.publisher);
    this.deadLetters = new DeadLetterBox(connection, this.publisher);
    this.rpcClient = new RpcClient(connection);
  }

  get connected(): boolean {
    return this.connection.connected;
  }

  get consumers(): readonly ConsumerProgress[] {
    return this.connection.progress.consumers();
  }

  get progress(): ProgressVerdict {
    return this.connected ? verdictOf(this.consumers) : { ok: false, reason: 'NATS cannot be reached' };
  }

  get counters(): BusCounters {
    return { ...this.connection.counters.snapshot(), publishPending: this.publisher.pending };
  }

  handles(...all: Handled[]): void {
    this.duties.handle(...all);
  }

  assertComplete(): void {
    this.duties.assertComplete();
  }

  async ensureStreams(...streams: StreamDeclaration[]): Promise<void> {
    for (const stream of streams) await ensureStream(this.connection, streamConfig(stream, this.replicas));
  }

  async keepStreams(): Promise<Subscription> {
    const checks = this.bucket(BUCKETS.busCheck);
    return this.keep(await new StreamSupervisor(this.connection, this.replicas, checks).start());
  }

  inspect(): Promise<BusFinding[]> {
    return new BusInspection(this.connection, this.replicas, false).run(new Date());
  }

  health(): Promise<BrokerHealth> {
    return brokerHealth(this.connection);
  }

  async watchStream(stream: StreamDeclaration, onLost: () => void): Promise<Subscription> {
    return this.keep(await new StreamWatch(this.connection, stream, onLost).start());
  }

  async ensureBuckets(...buckets: BucketDeclaration[]): Promise<void> {
    const wanted = buckets.length === 0 ? Object.values(BUCKETS) : buckets;
    for (const bucket of wanted) await ensureStream(this.connection, bucketConfig(bucket, this.replicas));
  }

  publish(
    subject: string,
    messageId: string,
    payload: Uint8Array,
    headers?: BusHeaders,
  ): Promise<PublishReceipt> {
    return this.publisher.publish(subject, messageId, payload, headers);
  }

  async durableConsumer<T extends OrganizationOwned>(
    stream: StreamDeclaration<T>,
    options: DurableConsumerOptions<T>,
  ): Promise<Subscription> {
    this.duties.handle(stream);
    const consumer = new NatsDurableConsumer(this.connection, stream, options, this.deadLetterWriter);
    return this.keep(await consumer.start());
  }

  async follow<T extends OrganizationOwned>(
    stream: StreamDeclaration<T>,
    options: OrderedConsumerOptions<T>,
  ): Promise<OrderedConsumer> {
    this.duties.handle(stream);
    const consumer = new NatsOrderedConsumer(this.connection, stream, options, this.deadLetterWriter);
    return this.keep(await consumer.start());
  }

  incarnationOf({ name }: StreamDeclaration): Promise<StreamIncarnation> {
    return withRetry(`look at stream ${name}`, READ_MS_MAX, async () =>
      incarnationOf(await this.connection.jsm.streams.info(name)),
    );
  }

  lastMessage<T extends OrganizationOwned>(
    stream: StreamDeclaration<T>,
    subject: string,
  ): Promise<BusMessage<T> | null> {
    return this.storedMessage(stream, `the last message on ${subject}`, { last_by_subj: subject });
  }

  nextMessage<T extends OrganizationOwned>(
    stream: StreamDeclaration<T>,
    subject: string,
    afterSequence: number,
  ): Promise<BusMessage<T> | null> {
    const query = { seq: afterSequence + 1, next_by_subj: subject };
    return this.storedMessage(stream, `the message on ${subject} after ${afterSequence}`, query);
  }

  bucket<S extends z.ZodType>(bucket: BucketDeclaration<S>, schema = bucket.schema): Bucket<z.output<S>> {
    this.duties.open(bucket);
    return new TypedBucket(this.connection, this.publisher, bucket.name, schema);
  }

  lease(
    noun: string,
    organizationId: OrganizationId,
    owner: string,
    options: { readonly ttlMs: number },
  ): Lease {
    const { ttlMs } = options;
    // A write after the end of the lease is useless.
    const { name, schema } = BUCKETS.leases;
    const guard = { check: () => undefined, writeMsMax: ttlMs };
    const bucket = new TypedBucket(this.connection, this.publisher, name, schema, guard);
    return new BucketLease(bucket, noun, organizationId, owner, ttlMs);
  }

  ask<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    request: z.input<Q>,
    options: { readonly timeoutMs?: number } = {},
  ): Promise<z.output<A>> {
    return this.rpcClient.ask(contract, request, options.timeoutMs ?? contract.timeoutMs);
  }

  askEach<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    request: z.input<Q>,
    options: { readonly expect: number; readonly timeoutMs?: number },
  ): Promise<EachReply<z.output<A>>[]> {
    return this.rpcClient.askEach(contract, request, options.expect, options.timeoutMs ?? contract.timeoutMs);
  }

  close(): Promise<void> {
    this.closing ??= this.drainAndClose();
    return this.closing;
  }

  private async storedMessage<T extends OrganizationOwned>(
    stream: StreamDeclaration<T>,
    what: string,
    query: { last_by_subj: string } | { seq: number; next_by_subj: string },
  ): Promise<BusMessage<T> | null> {
    this.duties.handle(stream);
    const { name, codec } = stream;
    const stored = await withRetry(`read ${what}`, READ_MS_MAX, () =>
      this.connection.jsm.streams.getMessage(name, query),
    );
    return stored === null ? null : StreamMessage.stored(codec, stored);
  }

  /** A subscription ends with the bus, unless it was stopped before. */
  private keep<S extends StoppableSubscription>(subscription: S): S {
    this.connection.keep(subscription);
    return subscription;
  }

  private async drainAndClose(): Promise<void> {
    await this.connection.stopAll();
    await this.publisher.close(CLOSE_MS_MAX);
    this.connection.tickEnd.flush();
    if (this.connection.closed) return;
    // Without a server, a drain would wait for nothing.
    if (this.connection.connected) await this.connection.nats.drain();
    else await this.connection.nats.close();
  }
}
