import type { BucketDeclaration, BusFinding, RpcContract, StreamDeclaration } from '@eagle/contracts/bus';
import type { AppError, OrganizationId, ServiceName, StreamIncarnation } from '@eagle/contracts/domain';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { z } from 'zod';
import type { DeadLetters } from './dead-letters.types.js';
import type { PublishReceipt } from './publish-receipt.types.js';
import type {
  BusHeaders,
  BusMessage,
  Subscription,
  DurableConsumerOptions,
} from './durable-consumer.types.js';
import type { Handled } from './duties.js';
import type { OrderedConsumer, OrderedConsumerOptions } from './ordered-consumer.types.js';
import type { ConsumerProgress, ProgressVerdict } from './progress.js';

/** The logger of the bus; a pino logger fits. */
export interface BusLogger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface BusOptions {
  /** `nats://host:port`; several servers separated by commas. */
  readonly url: string;
  /** Name of the service's NATS user; absent where the server asks for none (tests). */
  readonly user?: string;
  readonly password?: string;
  /**
   * Where set, the bus compares what the service does with its declarations: see `handles`. Absent:
   * tests.
   */
  readonly service?: ServiceName;
  /** Shown by the server's monitoring and part of consumer names; for example `prediction-0`. */
  readonly name: string;
  readonly logger?: BusLogger;
  /** How long the first connection is attempted before `BUS.UNREACHABLE`. Default 30 s. */
  readonly connectTimeoutMs?: number;
  /** How long a publish is repeated before `BUS.PUBLISH_TIMEOUT`. Default 30 s. */
  readonly publishDeadlineMs?: number;
  /**
   * Publishes that may wait for the server's acknowledgement at once; more wait for a place.
   * Default 1 024.
   */
  readonly publishWindow?: number;
  /**
   * With these keys, values of gateway are read only if their signature is valid. Absent: nothing
   * is signed or checked (tests).
   */
  readonly bucketKeys?: BucketKeys;
  /** Replicas of every stream and bucket that is created; 3 on a cluster. Default 1. */
  readonly streamReplicas?: number;
}

/** Keys for the bucket values of gateway; 64 hexadecimal digits each. */
export interface BucketKeys {
  readonly publicKey: string;
  /** Only gateway has it. */
  readonly signingKey?: string;
}

export interface BucketEntry<T> {
  readonly value: T;
  /** Increases with every write to the bucket. */
  readonly revision: number;
}

/** The right to write for a limited time: a leader in its term. */
export interface WriteGuard {
  /** Called right before a write is sent; throws if the write is no longer allowed. */
  check(): void;
  /** How long an unacknowledged write is repeated; undefined: until the publisher's deadline. */
  readonly writeMsMax: number | undefined;
}

/**
 * One bucket, each value is checked against its schema on every write and read. Keys: letters,
 * digits, `-`, `_`, `.`.
 */
export interface Bucket<T> {
  /**
   * @throws AppError `BUS.BUCKET_VALUE_INVALID` where the stored value does not fit the schema,
   * `BUS.BUCKET_VALUE_FORGED` where its signature is not valid.
   */
  get(key: string): Promise<BucketEntry<T> | null>;
  /** Writes without regard to the present value. @returns the new revision. */
  put(key: string, value: T): Promise<number>;
  /**
   * Writes only if the key's last revision is the given one (0: it does not exist).
   * @throws AppError `BUS.WRONG_REVISION` (conflict).
   */
  update(key: string, value: T, revision: number): Promise<number>;
  /**
   * @param revision  Where given, only if it is the key's last one.
   * @returns the revision of the deletion.
   * @throws AppError `BUS.WRONG_REVISION` (conflict).
   */
  delete(key: string, revision?: number): Promise<number>;
  /** The same bucket for a writer that may write only while the guard permits it. */
  guardedBy(guard: WriteGuard): Bucket<T>;
  /**
   * Calls back for every present value and every change; null for a deleted key. A value without a
   * valid signature changes nothing. Resolves after the initial values were delivered. After a
   * reconnect all values are read again, and only what changed is delivered. A value that does not
   * fit the schema is logged and left out.
   */
  watch(
    onEntry: (key: string, value: T | null, revision: number) => void,
    onForged?: (key: string) => void,
  ): Promise<Subscription>;
}

/**
 * The exclusive right to do a piece of work for an organization. Not thread-safe: one owner object
 * per duty.
 */
export interface Lease {
  readonly key: string;
  /**
   * Takes the lease where it is free, expired, or held under the same owner's name.
   * @returns the fencing revision, higher than that of every earlier holder; null where another
   * owner holds it.
   */
  acquire(): Promise<number | null>;
  /**
   * @returns false where it was lost; stop the work at once. Call at least every third of the ttl.
   */
  renew(): Promise<boolean>;
  release(): Promise<void>;
  /** Whether the last successful acquire or renew is younger than the ttl. */
  readonly held: boolean;
  /** Fencing revision while held, else null. */
  readonly fencingRevision: number | null;
}

/** Reply of one replica. */
export type EachReply<T> =
  { readonly ok: true; readonly reply: T } | { readonly ok: false; readonly error: AppError };

/** The health that the message server reports. */
export type BrokerHealth =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /**
       * `no-answer`: it is down, or too busy to answer. `store-full`: a write found no space; the
       * server refuses all writes of that stream until it is started again, also once there is
       * space. `store-failed`: the same for another reason.
       */
      readonly problem: 'no-answer' | 'store-full' | 'store-failed';
      /** One sentence for people. */
      readonly reason: string;
    };

/** Totals since the connection was made. */
export interface BusCounters {
  readonly published: number;
  /** Now waiting for an acknowledgement or a place in the window. */
  readonly publishPending: number;
  readonly publishedDuplicates: number;
  readonly publishRepeats: number;
  readonly publishFailures: Readonly<Record<string, number>>;
  readonly handled: number;
  readonly retried: Readonly<Record<string, number>>;
  readonly deadLettered: Readonly<Record<string, number>>;
  readonly gapMessages: number;
  /** Values of buckets without a valid signature. */
  readonly forgedValues: number;
  /** Values of buckets that a watch left out because they do not fit their schema. */
  readonly invalidValues: number;
  readonly reconnects: number;
}

export interface Bus {
  readonly connected: boolean;
  readonly counters: BusCounters;
  /** Progress of every consumer, as the server saw it at most a few seconds ago. */
  readonly consumers: readonly ConsumerProgress[];
  /** For readiness: not connected, or a consumer that is stuck, paused or gone. */
  readonly progress: ProgressVerdict;
  readonly deadLetters: DeadLetters;
  /**
   * Declares that each of these has a handler that begins later: when this replica leads, or when a
   * client watches. Calls of `follow`, `consume`, `watch` and `serve` count by themselves.
   * @throws AppError `BUS.UNDECLARED` (bug).
   */
  handles(...all: Handled[]): void;
  /**
   * To be called at the end of the start. @throws AppError `BUS.UNHANDLED` (bug): a declaration of
   * this service has no handler.
   */
  assertComplete(): void;
  /**
   * Creates streams or brings them to their declaration; only `cli` may.
   * @throws AppError `BUS.STREAM_DIFFERS` where that cannot be done.
   */
  ensureStreams(...streams: StreamDeclaration[]): Promise<void>;
  /**
   * Ensures every stream and bucket now and after every reconnect, looks every ten seconds for
   * anything on the server that the platform did not create, and corrects it; only `cli` may. One
   * process of the platform does this. It writes its findings into bucket `bus-check`.
   */
  keepStreams(): Promise<Subscription>;
  /**
   * Looks once for anything on the server that the platform did not create, and changes nothing;
   * only `cli` may.
   */
  inspect(): Promise<BusFinding[]>;
  /**
   * Whether the server reports that it can store messages; never rejects. Only gateway and `cli`
   * may ask.
   */
  health(): Promise<BrokerHealth>;
  /**
   * Waits for a stream, and looks after every reconnect whether it is still the same: one in memory
   * is gone after a restart of the server.
   * @param onLost  Called when the stream was created again: messages that were stored and not yet
   * handled must be published again.
   */
  watchStream(stream: StreamDeclaration, onLost: () => void): Promise<Subscription>;
  /** The same for every bucket of `BUCKETS`, or only the given ones. */
  ensureBuckets(...buckets: BucketDeclaration[]): Promise<void>;
  /**
   * Stores one message; repeated with the same id through timeouts and reconnects. Waits while the
   * window is full.
   * @param payload  Must not be changed until the promise settles: it may be sent again.
   * @param messageId  Deterministic; within the stream's duplicate window a second message with it
   * changes nothing.
   * @throws AppError `BUS.SUBJECT_FULL`, `BUS.STREAM_FULL` (exhausted), `BUS.PUBLISH_TIMEOUT`
   * (timeout), `BUS.FORBIDDEN`, `BUS.MESSAGE_INVALID`, `BUS.PUBLISH_REFUSED`, `BUS.CLOSED`.
   */
  publish(
    subject: string,
    messageId: string,
    payload: Uint8Array,
    headers?: BusHeaders,
  ): Promise<PublishReceipt>;
  durableConsumer<T extends OrganizationOwned>(
    stream: StreamDeclaration<T>,
    options: DurableConsumerOptions<T>,
  ): Promise<Subscription>;
  follow<T extends OrganizationOwned>(
    stream: StreamDeclaration<T>,
    options: OrderedConsumerOptions<T>,
  ): Promise<OrderedConsumer>;
  /** The present incarnation of the stream. */
  incarnationOf(stream: StreamDeclaration): Promise<StreamIncarnation>;
  /** The newest message on a subject (which may hold wildcards), or null. */
  lastMessage<T extends OrganizationOwned>(
    stream: StreamDeclaration<T>,
    subject: string,
  ): Promise<BusMessage<T> | null>;
  /**
   * The first message on a subject (which may hold wildcards) after a sequence of the stream, or
   * null. A follower may ask for it.
   */
  nextMessage<T extends OrganizationOwned>(
    stream: StreamDeclaration<T>,
    subject: string,
    afterSequence: number,
  ): Promise<BusMessage<T> | null>;
  bucket<S extends z.ZodType>(bucket: BucketDeclaration<S>): Bucket<z.output<S>>;
  /**
   * @param schema  In place of the declared schema: the owner's schema of a private bucket, or a
   * looser one to find values that do not fit.
   */
  bucket<S extends z.ZodType>(bucket: BucketDeclaration, schema: S): Bucket<z.output<S>>;
  lease(
    noun: string,
    organizationId: OrganizationId,
    owner: string,
    options: { readonly ttlMs: number },
  ): Lease;
  /**
   * @throws AppError as thrown by the other side, or `RPC.NO_RESPONDER` (unavailable),
   * `RPC.TIMEOUT` (timeout), `RPC.REQUEST_INVALID`, `RPC.REPLY_INVALID`.
   */
  ask<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    request: z.input<Q>,
    options?: { readonly timeoutMs?: number },
  ): Promise<z.output<A>>;
  /**
   * Collects replies until `expect` have come or the deadline has passed; fewer than expected is
   * not an error here: compare the length.
   */
  askEach<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    request: z.input<Q>,
    options: { readonly expect: number; readonly timeoutMs?: number },
  ): Promise<EachReply<z.output<A>>[]>;
  /** Stops consumers, waits (bounded) for handlers in flight, closes the connection. */
  close(): Promise<void>;
}

/**
 * @returns the reply, or throws the error for the asker: an AppError unchanged, any other error as
 * `RPC.HANDLER_FAILED`. The handler logs its AppErrors itself.
 */
export type RequestHandler<Q extends z.ZodType, A extends z.ZodType> = (
  request: z.output<Q>,
  asker: ServiceName,
) => Promise<z.input<A>> | z.input<A>;

/**
 * Answers requests. A service does so in controllers (`@Answers`, in service-kit): only the
 * transport under them is given this.
 */
export interface RequestServer {
  /**
   * Answers a contract. `one`: the replicas share the requests; `each`: every replica answers every
   * request. The server guarantees the asker's identity. `stop` waits at most ten seconds for
   * requests in flight.
   * @throws AppError `BUS.UNDECLARED` (bug).
   */
  serve<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    handler: RequestHandler<Q, A>,
  ): Promise<Subscription>;
}

/** A service's connection: its bus, and apart from it what answers requests. */
export interface ServiceConnection {
  readonly bus: Bus;
  readonly requests: RequestServer;
}

/** Both in one, for tests that play a service without its process. */
export type RequestBus = Bus & RequestServer;
