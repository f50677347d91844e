import { setTimeout as wait } from 'node:timers/promises';
import type { StreamDeclaration } from '@eagle/contracts/bus';
import type { StreamIncarnation } from '@eagle/contracts/domain';
import type { Subscription } from './durable-consumer.types.js';
import type { Connection } from './connection.js';
import { toAppError } from './errors.js';
import { withRetry } from './retry.js';
import { incarnationOf } from './stream-incarnation.js';

const THERE_MS_MAX = 30_000;
const RETRY_MS = 100;

/**
 * Notifies when a stream was created again. A stream in memory is gone after a restart of the
 * server; `cli` creates it again at once, because no service may, and its messages must be made
 * again, too.
 */
export class StreamWatch implements Subscription {
  private forget: () => void = () => undefined;
  private incarnation: StreamIncarnation | null = null;
  private checks: Promise<void> = Promise.resolve();
  private isStopped = false;

  /** @param onLost  The stream was created again: earlier messages are lost. */
  constructor(
    private readonly connection: Connection,
    private readonly stream: StreamDeclaration,
    private readonly onLost: () => void,
  ) {}

  get stopped(): boolean {
    return this.isStopped;
  }

  /** @throws AppError `BUS.STREAM_MISSING` if the stream is not created in time. */
  async start(): Promise<this> {
    const action = `look at stream ${this.stream.name}`;
    this.incarnation = await withRetry(action, THERE_MS_MAX, () => this.look());
    this.forget = this.connection.onReconnect(() => {
      this.checks = this.checks.then(() => this.check());
    });
    return this;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.forget();
    await this.checks;
  }

  /** Waits until the stream exists: a restarted server may take long to find its streams. */
  private async check(): Promise<void> {
    for (let attempt = 0; !this.isStopped && !this.connection.closed; attempt += 1) {
      try {
        this.compare(await this.look());
        return;
      } catch (error) {
        if (attempt % 50 === 10) {
          const { code, message } = toAppError(error, `look at stream ${this.stream.name}`);
          this.connection.logger.warn({ code, reason: message }, 'The stream does not exist yet');
        }
        await wait(RETRY_MS);
      }
    }
  }

  private compare(incarnation: StreamIncarnation): void {
    if (incarnation === this.incarnation) return;
    this.incarnation = incarnation;
    this.connection.logger.warn(
      { stream: this.stream.name },
      'The stream was lost with the server and is created again',
    );
    this.onLost();
  }

  private async look(): Promise<StreamIncarnation> {
    return incarnationOf(await this.connection.jsm.streams.info(this.stream.name));
  }
}
