import { BUCKETS, STREAMS } from '@eagle/contracts';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, StoppableSubscription } from './connection.js';
import { toAppError } from './errors.js';
import { bucketConfig, ensureStream, streamConfig, type Wanted } from './streams.js';

const RETRY_MS = 500;

/** Every stream of the platform as it should be, those behind the buckets among them. */
export const declaredStreams = (replicas: number): Wanted[] => [
  ...Object.values(STREAMS).map((declaration) => streamConfig(declaration, replicas)),
  ...Object.values(BUCKETS).map((name) => bucketConfig(name, replicas)),
];

/**
 * Makes every stream and bucket now and after every reconnect: those in memory are gone after a restart of the server. One process of the
 * platform does it, as `cli`; no service may make or change a stream, because one that copies to another place could be made as well.
 */
export class StreamKeeper implements StoppableSubscription {
  readonly #connection: Connection;
  readonly #replicas: number;
  #forget: () => void = () => undefined;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(connection: Connection, replicas: number) {
    this.#connection = connection;
    this.#replicas = replicas;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** @throws AppError as `ensureStream` does. */
  async start(): Promise<this> {
    await this.#ensureAll();
    this.#forget = this.#connection.onReconnect(() => {
      this.#work = this.#work.then(() => this.#ensureUntilDone());
    });
    return this;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#forget();
    await this.#work;
  }

  async #ensureUntilDone(): Promise<void> {
    while (!this.#stopped && !this.#connection.closed) {
      try {
        await this.#ensureAll();
        return;
      } catch (error) {
        const { code, message } = toAppError(error, 'make the streams');
        this.#connection.logger.warn({ code, reason: message }, 'The streams cannot be made yet');
        await wait(RETRY_MS);
      }
    }
  }

  /** Those in memory first: services wait for them. */
  async #ensureAll(): Promise<void> {
    const wanted = declaredStreams(this.#replicas);
    const order = wanted.toSorted((a, b) => Number(b.storage === 'memory') - Number(a.storage === 'memory'));
    for (const stream of order) await ensureStream(this.#connection, stream);
  }
}
