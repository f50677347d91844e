import { SERVICES, type ServiceName } from '@eagle/contracts/domain';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { errors, nuid, type NatsConnection } from '@nats-io/nats-core';
import { BucketSignatures } from './bucket-signatures.js';
import type { BusLogger, BusOptions } from './bus.types.js';
import type { Subscription } from './durable-consumer.types.js';
import { firstConnection } from './first-connection.js';
import { inboxPrefixOf } from './inbox-prefix.js';
import { ProgressWatch } from './progress-watch.js';
import { SERVER_JS_API, SERVICE_JS_API } from './js-api.js';
import { ConnectionCounters } from './connection-counters.js';
import { TickEnd } from './tick-end.js';

const API_MS_MAX = 3_000;

const SILENT: BusLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A part of the bus that must be stopped. */
export interface StoppableSubscription extends Subscription {
  readonly stopped: boolean;
}

/** A server without users (tests) has one account, in which the API lies under its own name. */
const jsApiOf = ({ user }: BusOptions): string => (user === undefined ? SERVER_JS_API : SERVICE_JS_API);

/** One connection that always reconnects, and the state that all parts of the bus share. */
export class Connection {
  readonly name: string;
  /** The asker in requests. On a server without users (tests), every connection acts as `cli`. */
  readonly asker: ServiceName;
  /** Where the JetStream API is found. */
  readonly jsApi: string;
  readonly logger: BusLogger;
  readonly counters = new ConnectionCounters();
  readonly progress: ProgressWatch;
  /** Sends everything that may wait until the end of this tick of the event loop. */
  readonly tickEnd = new TickEnd();
  private readonly inboxPrefix: string;
  private readonly kept = new Set<StoppableSubscription>();
  private readonly reconnectListeners = new Set<() => void>();
  private readonly onForbidden = new Set<(subject: string, error: Error) => void>();
  private isConnected = true;

  private constructor(
    readonly nats: NatsConnection,
    readonly jsm: JetStreamManager,
    /** Null where nothing is signed. */
    readonly signatures: BucketSignatures | null,
    options: BusOptions,
  ) {
    this.name = options.name.replace(/[^A-Za-z0-9_-]/g, '_');
    this.logger = options.logger ?? SILENT;
    this.asker = SERVICES.find((service) => service === options.user) ?? 'cli';
    this.jsApi = jsApiOf(options);
    this.progress = new ProgressWatch(this);
    this.inboxPrefix = inboxPrefixOf(options.user ?? options.name);
    void this.followStatus();
  }

  /**
   * @throws AppError `BUS.UNREACHABLE` (unavailable), `BUS.WRONG_CREDENTIALS` (unauthenticated).
   */
  static async open(options: BusOptions): Promise<Connection> {
    const { bucketKeys } = options;
    const signatures = bucketKeys === undefined ? null : new BucketSignatures(bucketKeys);
    const nats = await firstConnection(options);
    const jsm = await jetstreamManager(nats, {
      checkAPI: false,
      timeout: API_MS_MAX,
      apiPrefix: jsApiOf(options),
    });
    return new Connection(nats, jsm, signatures, options);
  }

  get connected(): boolean {
    return this.isConnected && !this.nats.isClosed();
  }

  get closed(): boolean {
    return this.nats.isClosed();
  }

  /** Remembers what has to be stopped before the connection closes. */
  keep(subscription: StoppableSubscription): void {
    for (const kept of this.kept) if (kept.stopped) this.kept.delete(kept);
    this.kept.add(subscription);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.kept].map((subscription) => subscription.stop()));
    this.kept.clear();
  }

  /** A new subject that only this service can listen to. */
  newInbox(): string {
    return `${this.inboxPrefix}.${nuid.next()}`;
  }

  /** @returns forgets the listener. */
  onReconnect(listener: () => void): () => void {
    this.reconnectListeners.add(listener);
    return () => this.reconnectListeners.delete(listener);
  }

  /** Called with the subject of a publish that the server refused. */
  onForbiddenPublish(listener: (subject: string, error: Error) => void): () => void {
    this.onForbidden.add(listener);
    return () => this.onForbidden.delete(listener);
  }

  private async followStatus(): Promise<void> {
    for await (const status of this.nats.status()) {
      switch (status.type) {
        case 'disconnect':
          this.isConnected = false;
          this.logger.warn({ server: status.server }, 'Connection to NATS lost');
          break;
        case 'reconnect':
          this.isConnected = true;
          this.counters.reconnects += 1;
          this.logger.info({ server: status.server }, 'Connection to NATS is back');
          for (const listener of [...this.reconnectListeners]) listener();
          break;
        case 'error':
          this.onServerError(status.error);
          break;
        default:
      }
    }
    this.isConnected = false;
  }

  private onServerError(error: Error): void {
    this.logger.warn({ reason: error.message }, 'NATS reports an error');
    if (!(error instanceof errors.PermissionViolationError) || error.operation !== 'publish') return;
    for (const listener of [...this.onForbidden]) listener(error.subject, error);
  }
}
