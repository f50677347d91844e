import { setTimeout as wait } from 'node:timers/promises';
import type { StreamDeclaration } from '@eagle/contracts';
import type { Subscription } from './bus.types.js';
import type { Connection } from './connection.js';
import { toAppError } from './errors.js';
import { withRetry } from './retry.js';
import { ensureStream, streamConfig } from './streams.js';

const INFO_MS_MAX = 30_000;
const RETRY_MS = 1_000;

/**
 * A stream that is there whenever the server is. One that lies in memory is gone after a restart of the server: it is made again at once,
 * and whoever keeps it is told, because what was in it has to be made again, too.
 */
export class KeptStream implements Subscription {
  readonly #connection: Connection;
  readonly #stream: StreamDeclaration;
  readonly #replicas: number;
  readonly #onLost: () => void;
  #forget: () => void = () => undefined;
  #createdAt = '';
  #checks: Promise<void> = Promise.resolve();
  #stopped = false;

  /** @param onLost  The stream was made anew, by us or another keeper: nothing that was stored before is in it. */
  constructor(connection: Connection, stream: StreamDeclaration, replicas: number, onLost: () => void) {
    this.#connection = connection;
    this.#stream = stream;
    this.#replicas = replicas;
    this.#onLost = onLost;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** @throws AppError as `ensureStreams` does. */
  async start(): Promise<this> {
    this.#createdAt = await this.#ensure();
    this.#forget = this.#connection.onReconnect(() => {
      this.#checks = this.#checks.then(() => this.#check());
    });
    return this;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#forget();
    await this.#checks;
  }

  /** Until it is there: a server that has come back may take long to find its streams. */
  async #check(): Promise<void> {
    while (!this.#stopped && !this.#connection.closed) {
      try {
        this.#compare(await this.#ensure());
        return;
      } catch (error) {
        const { code, message } = toAppError(error, `make stream ${this.#stream.name}`);
        this.#connection.logger.warn({ code, reason: message }, 'The stream cannot be made yet');
        await wait(RETRY_MS);
      }
    }
  }

  #compare(createdAt: string): void {
    if (createdAt === this.#createdAt) return;
    this.#createdAt = createdAt;
    this.#connection.logger.warn(
      { stream: this.#stream.name },
      'The stream was lost with the server and is made anew',
    );
    this.#onLost();
  }

  async #ensure(): Promise<string> {
    const { name } = this.#stream;
    await ensureStream(this.#connection, streamConfig(this.#stream, this.#replicas));
    const info = await withRetry(`look at stream ${name}`, INFO_MS_MAX, () =>
      this.#connection.jsm.streams.info(name),
    );
    return info.created;
  }
}
