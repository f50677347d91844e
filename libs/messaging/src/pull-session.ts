import { setTimeout as wait } from 'node:timers/promises';
import type { Msg, Subscription as NatsSubscription } from '@nats-io/nats-core';
import { AppError } from '@eagle/contracts/domain';
import type { Connection } from './connection.js';
import { parseDelivery, type Delivery } from './delivery.js';
import { toAppError } from './errors.js';
import type { Watched } from './progress-watch.js';
import { retryDelayMs, withRetry } from './retry.js';

const PULL_EXPIRES_MS = 30_000;
const HEARTBEAT_MS = 5_000;
const SILENCE_MS_MAX = 2.5 * HEARTBEAT_MS;
const FIRST_OPEN_MS_MAX = 15_000;
const NANOSECONDS = 1e6;

/** A request that waits for messages. */
const STANDING = {
  expires: PULL_EXPIRES_MS * NANOSECONDS,
  idle_heartbeat: HEARTBEAT_MS * NANOSECONDS,
};

export interface PullSpec {
  readonly stream: string;
  /** Subjects that the consumer delivers; empty: all. */
  readonly filters: readonly string[];
  /** Name of the consumer's owner, for log lines. */
  readonly label: string;
  /** Largest number of messages that this process holds or has requested. */
  readonly askMax: number;
  /**
   * Null: messages are delivered as they are stored. Else what was stored meanwhile comes in one
   * answer, this time after the one before.
   */
  readonly gatherMs: number | null;
  /**
   * Finds or makes the server's consumer; called at the start and after every interruption.
   * @returns its name.
   */
  readonly open: () => Promise<string>;
  /**
   * In the order of arrival. Must not throw. @returns false where the session has lost messages and
   * must be opened again.
   */
  readonly onDelivery: (delivery: Delivery) => boolean;
}

/**
 * Keeps pull requests open at one JetStream consumer. Every event that can end them (reconnect,
 * server killed, consumer gone, silence) has the same result: a new session, opened by `open`. It
 * requests more only as messages are released: this is the back-pressure.
 */
export class PullSession implements Watched {
  private consumerName = '';
  private inbox = '';
  private subscription: NatsSubscription | null = null;
  /** Requested and not yet arrived. */
  private outstanding = 0;
  /** Arrived and not yet released. */
  private heldCount = 0;
  private pulls = 0;
  private moveCount = 0;
  private heardAtMs = 0;
  private stopped = false;
  private opening: Promise<void> | null = null;
  private reopenWanted = false;
  /** Runs until what was stored meanwhile is asked for. */
  private gathering: NodeJS.Timeout | null = null;
  private readonly forget: () => void;
  private readonly silenceTimer: NodeJS.Timeout;

  constructor(
    private readonly connection: Connection,
    private readonly spec: PullSpec,
  ) {
    this.forget = connection.onReconnect(() => this.reopen('reconnect'));
    this.silenceTimer = setInterval(() => this.checkSilence(), HEARTBEAT_MS).unref();
  }

  /** Name of the last consumer, open or not; empty before the first. */
  get last(): string {
    return this.consumerName;
  }

  /** Empty while it is not open. */
  get consumer(): string {
    return this.inbox === '' ? '' : this.consumerName;
  }

  get stream(): string {
    return this.spec.stream;
  }

  get filters(): readonly string[] {
    return this.spec.filters;
  }

  get moves(): number {
    return this.moveCount;
  }

  get held(): number {
    return this.heldCount;
  }

  /** @throws AppError where the consumer cannot be made at all. */
  async start(): Promise<void> {
    this.connection.progress.add(this);
    try {
      this.begin(await withRetry(`open ${this.spec.label}`, FIRST_OPEN_MS_MAX, this.spec.open));
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** One message has been handled; there is room for another. */
  release(): void {
    this.heldCount -= 1;
    this.moveCount += 1;
    this.refill();
  }

  stop(): void {
    this.stopped = true;
    this.connection.progress.remove(this);
    this.forget();
    clearInterval(this.silenceTimer);
    this.end();
  }

  private begin(consumer: string): void {
    if (this.stopped) return;
    this.consumerName = consumer;
    this.inbox = this.connection.newInbox();
    this.outstanding = 0;
    this.heardAtMs = performance.now();
    const inbox = this.inbox;
    this.subscription = this.connection.nats.subscribe(`${inbox}.*`, {
      callback: (error, message) => {
        if (this.inbox !== inbox) return;
        if (error === null) this.onMessage(message);
        else this.reopen(error.message);
      },
    });
    this.refill();
  }

  private end(): void {
    this.inbox = '';
    this.outstanding = 0;
    if (this.gathering !== null) clearTimeout(this.gathering);
    this.gathering = null;
    if (this.subscription !== null && !this.subscription.isClosed()) this.subscription.unsubscribe();
    this.subscription = null;
  }

  private refill(): void {
    if (this.stopped || this.inbox === '' || !this.connection.connected) return;
    const batch = this.room();
    if (batch < 1 || this.gathering !== null) return;
    const { stream, gatherMs } = this.spec;
    // Its end is not known before it was answered: a second request would split the answer.
    if (gatherMs !== null && this.outstanding > 0) return;
    this.outstanding += batch;
    const inbox = this.inbox;
    const subject = `${this.connection.jsApi}.CONSUMER.MSG.NEXT.${stream}.${this.consumerName}`;
    const request = JSON.stringify(gatherMs === null ? { batch, ...STANDING } : { batch, no_wait: true });
    this.connection.tickEnd.add(() => {
      // Messages requested for a session that ended meanwhile would have no receiver.
      if (this.inbox !== inbox || !this.connection.connected) return;
      this.connection.nats.publish(subject, request, {
        reply: `${inbox}.${(this.pulls++).toString(36)}`,
      });
    });
  }

  /** Number of messages to request now; 0 while more than half of the bound is in flight. */
  private room(): number {
    const { askMax } = this.spec;
    const taken = this.outstanding + this.heldCount;
    const room = askMax - taken;
    return room >= Math.max(1, askMax / 2) || taken === 0 ? room : 0;
  }

  private onMessage(message: Msg): void {
    this.heardAtMs = performance.now();
    const delivery = parseDelivery(message);
    if (delivery === null) {
      this.onStatus(message);
      return;
    }
    if (this.outstanding > 0) this.outstanding -= 1;
    this.heldCount += 1;
    this.moveCount += 1;
    if (!this.spec.onDelivery(delivery)) {
      this.heldCount -= 1;
      this.reopen('out of step');
      return;
    }
    this.refill();
  }

  private onStatus(message: Msg): void {
    const code = message.headers?.code ?? 0;
    const unfilled = Number(message.headers?.get('Nats-Pending-Messages') ?? '0');
    switch (code) {
      case 100:
        return;
      case 404:
      case 408:
        if (this.spec.gatherMs !== null) return this.gather(this.spec.gatherMs);
        this.outstanding = Math.max(0, this.outstanding - unfilled);
        this.refill();
        return;
      default:
        // Consumer deleted, leadership changed, no responder: the server has dropped the request.
        this.reopen(`${code} ${message.headers?.description ?? ''}`.trim());
    }
  }

  /** All that was stored has come; more is asked for later, in one request. */
  private gather(forMs: number): void {
    this.outstanding = 0;
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.refill();
    }, forMs);
  }

  private checkSilence(): void {
    if (this.outstanding === 0 || this.opening !== null || !this.connection.connected) return;
    if (performance.now() - this.heardAtMs > SILENCE_MS_MAX) this.reopen('no heartbeat');
  }

  /** Requests again the messages that were requested and did not come. */
  reopen(reason: string): void {
    if (this.stopped) return;
    this.end();
    this.connection.logger.debug({ consumer: this.spec.label, reason }, 'Consumer is opened again');
    if (this.opening !== null) {
      this.reopenWanted = true;
      return;
    }
    this.opening = this.openUntilItWorks().finally(() => {
      this.opening = null;
    });
  }

  private async openUntilItWorks(): Promise<void> {
    for (let attempt = 0; !this.stopped && !this.connection.closed; attempt += 1) {
      this.reopenWanted = false;
      try {
        const consumer = await this.spec.open();
        if (this.reopenWanted) continue;
        this.begin(consumer);
        return;
      } catch (error) {
        const failure: AppError = toAppError(error, `open ${this.spec.label}`);
        if (attempt % 20 === 10) {
          this.connection.logger.warn(
            { consumer: this.spec.label, code: failure.code, reason: failure.message },
            'Consumer cannot be opened yet',
          );
        }
        await wait(retryDelayMs(attempt, 500));
      }
    }
  }
}
