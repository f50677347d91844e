import type { StreamDeclaration } from '@eagle/contracts/bus';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { AppErrorCode } from '@eagle/contracts/domain';
import type { ConsumerConfig } from '@nats-io/jetstream';
import { dispositionOf, DURABLE_CONSUMER_LIMITS } from './acknowledgement.js';
import type { Subscription, DurableConsumerOptions } from './durable-consumer.types.js';
import type { Connection } from './connection.js';
import { createConsumer } from './consumers.js';
import { carrying } from './correlation.js';
import type { DeadLetterWriter } from './dead-letters.js';
import type { Delivery } from './delivery.js';
import { jsErrorCode, JS_ERROR, messageOf } from './errors.js';
import { PullSession } from './pull-session.js';
import { StreamMessage } from './stream-message.js';
import { DeliveryState, type InFlightDelivery } from './delivery-state.js';

const NANOSECONDS = 1e6;
const encoder = new TextEncoder();
/** Encoded once: every message is answered with one of these. */
const ACK = encoder.encode('+ACK');
const TERM = encoder.encode('+TERM');
const IN_PROGRESS = encoder.encode('+WPI');
const ACK_WAIT_MS = 5_000;
const STOP_MS_MAX = 10_000;
const HELD_MAX = 256;
/**
 * More deliveries than any handler requests: the message kills the process each time before it can
 * answer.
 */
const DELIVERIES_MAX = 25;

/** One durable consumer: explicit acknowledgement, decided by the handler's promise. */
export class NatsDurableConsumer<T extends OrganizationOwned> implements Subscription {
  private readonly session: PullSession;
  private state = new DeliveryState();
  /** Messages with a handler that has not settled, including those of former states. */
  private handling = 0;
  private readonly forget: () => void;
  private readonly ackWaitMs: number;
  private readonly renewTimer: NodeJS.Timeout;
  private stopping: Promise<void> | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly stream: StreamDeclaration<T>,
    private readonly options: DurableConsumerOptions<T>,
    private readonly deadLetters: DeadLetterWriter,
  ) {
    this.ackWaitMs = options.ackWaitMs ?? ACK_WAIT_MS;
    this.renewTimer = setInterval(() => this.renew(), this.ackWaitMs / 4).unref();
    // After a reconnect a stream in memory may be a new one, with the same sequences for other
    // messages, so the state of the former stream must not be used. If it is the same stream, a
    // message may be handled twice.
    this.forget = connection.onReconnect(() => {
      if (stream.storage === 'memory') this.state = new DeliveryState();
    });
    this.session = new PullSession(connection, {
      stream: stream.name,
      filters: [options.filterSubject],
      label: `${stream.name}/${options.durable}`,
      askMax: options.heldMax ?? HELD_MAX,
      gatherMs: null,
      open: () => this.open(),
      onDelivery: (delivery) => this.onDelivery(delivery),
    });
  }

  async start(): Promise<this> {
    try {
      await this.session.start();
    } catch (error) {
      this.end();
      throw error;
    }
    return this;
  }

  get stopped(): boolean {
    return this.stopping !== null;
  }

  stop(): Promise<void> {
    this.stopping ??= this.finish();
    return this.stopping;
  }

  private async finish(): Promise<void> {
    this.session.stop();
    const endMs = performance.now() + STOP_MS_MAX;
    while (this.handling > 0 && performance.now() < endMs)
      await new Promise((resolve) => setTimeout(resolve, 5));
    this.end();
  }

  private end(): void {
    clearInterval(this.renewTimer);
    this.forget();
  }

  /** Creates the durable consumer, or updates it to the present options. */
  private async open(): Promise<string> {
    const { durable, filterSubject, pendingMax } = this.options;
    const wanted: Partial<ConsumerConfig> = {
      durable_name: durable,
      filter_subject: filterSubject,
      ack_wait: this.ackWaitMs * NANOSECONDS,
      max_ack_pending: pendingMax,
      max_deliver: -1,
      ack_policy: 'explicit',
      deliver_policy: 'all',
      // The stream itself holds the messages that are not yet acknowledged, so a consumer that was
      // lost in a restart of the server is created again and misses nothing. Its state on disk
      // would be a new file ten times a second for each organization: most of the server's work.
      mem_storage: true,
    };
    const current = await this.currentConfig();
    // Neither can be changed. Messages in flight are delivered again, and recognised by sequence or
    // id.
    const isUnfit = current !== null && (current.mem_storage !== true || current.pause_until !== undefined);
    if (isUnfit) await this.connection.jsm.consumers.delete(this.stream.name, durable);
    if (current === null || isUnfit) await this.make(wanted, 'create');
    else if (differs(current, wanted)) await this.make(wanted, 'update');
    return durable;
  }

  private async make(wanted: Partial<ConsumerConfig>, action: 'create' | 'update'): Promise<void> {
    await createConsumer(this.connection, this.stream.name, this.options.durable, wanted, action);
  }

  /** @returns null where the server has no such consumer. */
  private async currentConfig(): Promise<ConsumerConfig | null> {
    try {
      return (await this.connection.jsm.consumers.info(this.stream.name, this.options.durable)).config;
    } catch (error) {
      if (jsErrorCode(error) !== JS_ERROR.consumerNotFound) throw error;
      return null;
    }
  }

  private onDelivery(delivery: Delivery): boolean {
    const state = this.state;
    if (delivery.deliveries > 1 && this.isKnown(state, delivery)) {
      this.session.release();
      return true;
    }
    const entry = state.take(delivery, performance.now());
    this.handling += 1;
    void this.handle(state, entry).finally(() => {
      this.handling -= 1;
      state.letGo(entry);
      this.session.release();
    });
    return true;
  }

  /**
   * For a redelivered message: whether it is in flight here, or was handled recently and only its
   * acknowledgement was lost.
   */
  private isKnown(state: DeliveryState, delivery: Delivery): boolean {
    const known = state.find(delivery.streamSequence);
    if (known !== undefined) {
      known.delivery = delivery;
      return true;
    }
    if (!state.wasDoneLately(delivery.streamSequence)) return false;
    this.answer(state, delivery, ACK);
    return true;
  }

  private async handle(state: DeliveryState, entry: InFlightDelivery): Promise<void> {
    const first = entry.delivery;
    try {
      if (first.deliveries > DELIVERIES_MAX) {
        await this.writeDeadLetter(
          state,
          entry,
          'BUS.DELIVERIES_EXCEEDED',
          'Delivered too often without an answer',
        );
        return;
      }
      const message = StreamMessage.delivered(this.stream.codec, first);
      await carrying(message.headers, () => this.options.onMessage(message));
      this.connection.counters.handled += 1;
      state.remember(entry.sequence);
      this.answer(state, entry.delivery, ACK);
    } catch (error) {
      await this.afterFailure(state, entry, error);
    }
  }

  private async afterFailure(state: DeliveryState, entry: InFlightDelivery, error: unknown): Promise<void> {
    const { delivery } = entry;
    const disposition = dispositionOf(error, delivery.deliveries, DURABLE_CONSUMER_LIMITS, Math.random());
    switch (disposition.action) {
      case 'retry':
        this.connection.counters.retried.add(disposition.code);
        this.connection.logger.warn(
          { ...disposition, consumer: this.options.durable, subject: delivery.message.subject, error },
          'Message will be retried',
        );
        this.putBack(state, delivery, disposition.delayMs);
        return;
      case 'dead-letter':
        await this.writeDeadLetter(state, entry, disposition.code, disposition.reason);
    }
  }

  /** The copy is stored before the original ends: at worst there are two, never none. */
  private async writeDeadLetter(
    state: DeliveryState,
    entry: InFlightDelivery,
    code: AppErrorCode,
    reason: string,
  ): Promise<void> {
    const { delivery } = entry;
    try {
      await this.deadLetters.write(this.stream.name, this.options.durable, delivery, code, reason);
      state.remember(entry.sequence);
      this.answer(state, entry.delivery, TERM);
    } catch (error) {
      this.connection.logger.error(
        { code, reason: messageOf(error), subject: delivery.message.subject },
        'Dead letter could not be stored',
      );
      this.putBack(state, delivery, 1_000);
    }
  }

  private putBack(state: DeliveryState, delivery: Delivery, delayMs: number): void {
    this.answer(state, delivery, encoder.encode(`-NAK ${JSON.stringify({ delay: delayMs * NANOSECONDS })}`));
  }

  private answer(state: DeliveryState, delivery: Delivery, answer: Uint8Array): void {
    const send = (): void => {
      // The client would send a message that it gets while disconnected to the next server.
      if (state !== this.state || !this.connection.connected) return;
      try {
        this.connection.nats.publish(delivery.reply, answer);
      } catch (error) {
        // The message will come again after its acknowledgement time.
        this.connection.logger.warn({ reason: messageOf(error) }, 'Acknowledgement could not be sent');
      }
    };
    // Nothing waits for it: under load it leaves with the next message instead of in a separate
    // write.
    if (answer === ACK) this.connection.tickEnd.addUnhurried(send);
    else this.connection.tickEnd.add(send);
  }

  /** Reports progress to the server, so that it does not redeliver a slow handler's message. */
  private renew(): void {
    const nowMs = performance.now();
    const state = this.state;
    for (const entry of state.inFlight) {
      if (nowMs - entry.renewedAtMs < this.ackWaitMs / 2) continue;
      entry.renewedAtMs = nowMs;
      this.answer(state, entry.delivery, IN_PROGRESS);
    }
  }
}

function differs(config: ConsumerConfig, wanted: Partial<ConsumerConfig>): boolean {
  return (
    config.filter_subject !== wanted.filter_subject ||
    config.ack_wait !== wanted.ack_wait ||
    config.max_ack_pending !== wanted.max_ack_pending ||
    config.max_deliver !== wanted.max_deliver
  );
}
