import { setTimeout as wait } from 'node:timers/promises';
import { BUS_CHECK_KEY, BUS_FINDINGS_KEPT, type BusCheck, type BusFinding } from '@eagle/contracts/bus';
import { BusInspection } from './bus-inspection.js';
import type { Bucket } from './bus.types.js';
import type { Connection, StoppableSubscription } from './connection.js';
import { toAppError } from './errors.js';
import { declaredStreams } from './stream-config.js';
import { ensureStream } from './streams.js';

const RETRY_MS = 500;
const INSPECT_EVERY_MS = 10_000;

/**
 * Makes every stream and bucket now and after every reconnect: those in memory are gone after a
 * restart of the server. One process of the platform does it, as `cli`; no service may create or
 * change a stream, because it could then create one that copies to another place.
 */
export class StreamSupervisor implements StoppableSubscription {
  private readonly findings: BusFinding[] = [];
  private timer: NodeJS.Timeout | null = null;
  private forget: () => void = () => undefined;
  private work: Promise<void> = Promise.resolve();
  private isStopped = false;

  /** @param checks  Where findings are written. */
  constructor(
    private readonly connection: Connection,
    private readonly replicas: number,
    private readonly checks: Bucket<BusCheck>,
  ) {}

  get stopped(): boolean {
    return this.isStopped;
  }

  /** @throws AppError as `ensureStream` does. */
  async start(): Promise<this> {
    await this.ensureAll();
    this.forget = this.connection.onReconnect(() => {
      this.work = this.work.then(() => this.ensureUntilDone());
    });
    this.timer = setInterval(() => {
      this.work = this.work.then(() => this.inspect());
    }, INSPECT_EVERY_MS).unref();
    return this;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    this.forget();
    await this.work;
  }

  private async ensureUntilDone(): Promise<void> {
    while (!this.isStopped && !this.connection.closed) {
      try {
        await this.ensureAll();
        return;
      } catch (error) {
        const { code, message } = toAppError(error, 'make the streams');
        this.connection.logger.warn({ code, reason: message }, 'The streams cannot be created yet');
        await wait(RETRY_MS);
      }
    }
  }

  private async inspect(): Promise<void> {
    if (this.isStopped || !this.connection.connected) return;
    try {
      const found = await new BusInspection(this.connection, this.replicas, true).run(new Date());
      for (const finding of found)
        this.connection.logger.error(finding, 'The platform did not create this on the message server');
      this.findings.push(...found);
      this.findings.splice(0, Math.max(0, this.findings.length - BUS_FINDINGS_KEPT));
      const checkedAt = new Date().toISOString();
      const findings = [...this.findings];
      await this.checks.put(BUS_CHECK_KEY, { v: 1, checkedAt, found: found.length, findings });
    } catch (error) {
      // Readers of the bucket see that the last look is old.
      const { code, message } = toAppError(error, 'look at the message server');
      this.connection.logger.warn({ code, reason: message }, 'The message server could not be inspected');
    }
  }

  /** Those in memory first: services wait for them. */
  private async ensureAll(): Promise<void> {
    const wanted = declaredStreams(this.replicas);
    const order = wanted.toSorted((a, b) => Number(b.storage === 'memory') - Number(a.storage === 'memory'));
    for (const stream of order) await ensureStream(this.connection, stream);
  }
}
