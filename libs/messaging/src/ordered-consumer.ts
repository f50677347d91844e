import { setTimeout as wait } from 'node:timers/promises';
import type { StreamDeclaration } from '@eagle/contracts/bus';
import { AppError, type AppErrorCode, type StreamIncarnation } from '@eagle/contracts/domain';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import { dispositionOf, ORDERED_CONSUMER_LIMITS } from './acknowledgement.js';
import type { Connection } from './connection.js';
import { createConsumer, forgetConsumer, newConsumerName } from './consumers.js';
import { carrying } from './correlation.js';
import type { DeadLetterWriter } from './dead-letters.js';
import type { Delivery } from './delivery.js';
import { messageOf } from './errors.js';
import type { StreamGap, OrderedConsumerOptions, OrderedConsumer } from './ordered-consumer.types.js';
import { PullSession } from './pull-session.js';
import { incarnationOf } from './stream-incarnation.js';
import { StreamMessage } from './stream-message.js';

const PREFETCH_MAX = 512;
const NANOSECONDS = 1e6;
/** The server forgets an ordered consumer after this time without requests. */
const FORGOTTEN_AFTER_MS = 60_000;
const DEAD_LETTER_RETRY_MS = 500;
const STOP_MS_MAX = 10_000;

/** The stream started again: later entries of the queue are of another incarnation. */
class StreamRestart {
  constructor(
    readonly incarnation: StreamIncarnation,
    readonly afterSequence: number,
    readonly nextSequence: number,
  ) {}
}

/**
 * Reads a stream in order, one message at a time, and keeps its own position: after every
 * interruption it creates the server's consumer again, which begins exactly after the last message
 * that arrived.
 */
export class NatsOrderedConsumer<T extends OrganizationOwned> implements OrderedConsumer {
  private readonly session: PullSession;
  private readonly name: string;
  private readonly seesAll: boolean;
  /**
   * Arrived messages in order; a restart of the stream is an entry between the messages before and
   * after it.
   */
  private readonly queue: (Delivery | StreamRestart | undefined)[] = [];
  private queueFrom = 0;
  /** Sequence of the last message that arrived; null until the start position is known. */
  private arrived: number | null;
  /** Incarnation of the stream in which `arrived` counts; null while it is unknown. */
  private arrivedIn: StreamIncarnation | null;
  private expectedConsumerSequence = 1;
  private currentPosition: number;
  /** Incarnation of the stream in which `currentPosition` counts. */
  private currentIncarnation: StreamIncarnation | null;
  /** Up to here, missing messages were reported. */
  private gapsReportedTo = 0;
  private working = false;
  private isStopped = false;
  private idle: (() => void) | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly stream: StreamDeclaration<T>,
    private readonly options: OrderedConsumerOptions<T>,
    private readonly deadLetters: DeadLetterWriter,
  ) {
    this.name = `${connection.name}-follow`;
    this.seesAll = (options.filterSubjects ?? []).length === 0;
    const { from } = options;
    const after = typeof from === 'object' && 'afterSequence' in from ? from : null;
    this.arrived = after?.afterSequence ?? null;
    this.arrivedIn = this.currentIncarnation = after?.incarnation ?? null;
    this.currentPosition = this.arrived ?? 0;
    this.session = new PullSession(connection, {
      stream: stream.name,
      filters: options.filterSubjects ?? [],
      label: `${stream.name}/${this.name}`,
      askMax: options.prefetchMax ?? PREFETCH_MAX,
      gatherMs: options.gatherMs ?? null,
      open: () => this.open(),
      onDelivery: (delivery) => this.onDelivery(delivery),
    });
  }

  get stopped(): boolean {
    return this.isStopped;
  }

  get position(): number {
    return this.currentPosition;
  }

  get incarnation(): StreamIncarnation {
    if (this.currentIncarnation === null)
      throw new AppError(
        'BUS.NOT_FOLLOWED_YET',
        'The stream is known once the ordered consumer has started.',
      );
    return this.currentIncarnation;
  }

  async start(): Promise<this> {
    await this.session.start();
    return this;
  }

  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    this.session.stop();
    if (this.working) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, STOP_MS_MAX);
        this.idle = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.connection.connected) await forgetConsumer(this.connection, this.stream.name, this.session.last);
  }

  /**
   * Makes a consumer that begins after the last arrived message, once it is certain that the stream
   * still reaches back to it.
   */
  private async open(): Promise<string> {
    const { jsm } = this.connection;
    const info = await jsm.streams.info(this.stream.name);
    const { state } = info;
    this.checkReach(incarnationOf(info), state.first_seq, state.last_seq);
    const { filterSubjects = [], from } = this.options;
    const begin =
      this.arrived === null && typeof from === 'object' && 'sinceMs' in from
        ? { deliver_policy: 'by_start_time' as const, opt_start_time: new Date(from.sinceMs).toISOString() }
        : {
            deliver_policy: 'by_start_sequence' as const,
            opt_start_seq: (this.arrived ?? state.last_seq) + 1,
          };
    const last = this.session.last;
    const name = newConsumerName(this.connection, 'follow');
    await createConsumer(this.connection, this.stream.name, name, {
      ...begin,
      ack_policy: 'none',
      mem_storage: true,
      num_replicas: 1,
      inactive_threshold: FORGOTTEN_AFTER_MS * NANOSECONDS,
      ...(filterSubjects.length === 1 ? { filter_subject: filterSubjects[0] } : {}),
      ...(filterSubjects.length > 1 ? { filter_subjects: [...filterSubjects] } : {}),
    });
    if (this.arrived === null && from === 'new') this.arrived = this.currentPosition = state.last_seq;
    this.expectedConsumerSequence = 1;
    if (last !== '') void forgetConsumer(this.connection, this.stream.name, last);
    return name;
  }

  private checkReach(incarnation: StreamIncarnation, firstSequence: number, lastSequence: number): void {
    const arrived = this.arrived;
    const isAnother = this.arrivedIn !== null && this.arrivedIn !== incarnation;
    this.arrivedIn = incarnation;
    if (arrived === null) {
      this.currentIncarnation = incarnation;
    } else if (isAnother || lastSequence < arrived) {
      // A stream that never held a message begins at 0.
      const nextSequence = Math.max(firstSequence, 1);
      this.arrived = this.gapsReportedTo = nextSequence - 1;
      this.queue.push(new StreamRestart(incarnation, arrived, nextSequence));
      this.work();
    } else {
      // Not if the stream is already another one: messages of that stream may still wait for their
      // handler.
      this.currentIncarnation ??= incarnation;
      if (firstSequence > arrived + 1) this.reportExpired(arrived, firstSequence);
    }
  }

  private onDelivery(delivery: Delivery): boolean {
    if (this.isStopped) return true;
    if (delivery.consumerSequence !== this.expectedConsumerSequence) return false;
    this.expectedConsumerSequence += 1;
    const sequence = delivery.streamSequence;
    if (this.seesAll && this.arrived !== null && sequence > this.arrived + 1) {
      this.reportExpired(this.arrived, sequence);
    }
    this.arrived = sequence;
    this.queue.push(delivery);
    this.work();
    return true;
  }

  /** Handles the arrived messages; leaves the loop only to wait for a handler. */
  private work(): void {
    if (this.working) return;
    this.working = true;
    while (this.queueFrom < this.queue.length && !this.isStopped) {
      const delivery = this.queue[this.queueFrom];
      this.queue[this.queueFrom++] = undefined;
      if (this.queueFrom > PREFETCH_MAX || this.queueFrom === this.queue.length) {
        this.queue.splice(0, this.queueFrom);
        this.queueFrom = 0;
      }
      if (delivery === undefined) continue;
      if (delivery instanceof StreamRestart) {
        this.restart(delivery);
        continue;
      }
      const waiting = this.handle(delivery, 1);
      if (waiting === null) {
        this.done(delivery);
        continue;
      }
      void waiting.then((handled) => {
        if (handled) this.done(delivery);
        this.working = false;
        this.work();
      });
      return;
    }
    this.working = false;
    this.idle?.();
  }

  /** Every message of the former stream has been handled. */
  private restart({ incarnation, afterSequence, nextSequence }: StreamRestart): void {
    this.currentIncarnation = incarnation;
    this.currentPosition = nextSequence - 1;
    this.report({ reason: 'stream-restarted', afterSequence, nextSequence, incarnation, count: 0 });
  }

  private done(delivery: Delivery): void {
    this.currentPosition = delivery.streamSequence;
    this.connection.counters.handled += 1;
    this.session.release();
  }

  /**
   * @returns null where the message is already handled; else a promise of whether it was handled.
   * It was not if the ordered consumer stopped while the message failed.
   */
  private handle(delivery: Delivery, attempt: number): Promise<boolean> | null {
    try {
      const message = StreamMessage.delivered(this.stream.codec, delivery);
      const outcome = carrying(message.headers, () => this.options.onMessage(message));
      if (outcome === undefined) return null;
      return outcome.then(
        () => true,
        (error: unknown) => this.afterFailure(delivery, attempt, error),
      );
    } catch (error) {
      return this.afterFailure(delivery, attempt, error);
    }
  }

  private async afterFailure(delivery: Delivery, attempt: number, error: unknown): Promise<boolean> {
    const disposition = dispositionOf(error, attempt, ORDERED_CONSUMER_LIMITS, Math.random());
    if (disposition.action === 'dead-letter') {
      return this.writeDeadLetter(delivery, disposition.code, disposition.reason);
    }
    this.connection.counters.retried.add(disposition.code);
    this.connection.logger.warn(
      { ...disposition, consumer: this.name, subject: delivery.message.subject, attempt, error },
      'Message will be retried; later messages wait',
    );
    await wait(disposition.delayMs);
    if (this.isStopped) return false;
    return this.handle(delivery, attempt + 1) ?? true;
  }

  private async writeDeadLetter(delivery: Delivery, code: AppErrorCode, reason: string): Promise<boolean> {
    while (!this.isStopped) {
      try {
        await this.deadLetters.write(this.stream.name, this.name, delivery, code, reason);
        return true;
      } catch (error) {
        this.connection.logger.error({ code, reason: messageOf(error) }, 'Dead letter could not be stored');
        await wait(DEAD_LETTER_RETRY_MS);
      }
    }
    return false;
  }

  private reportExpired(after: number, next: number): void {
    const from = Math.max(after, this.gapsReportedTo);
    if (next <= from + 1) return;
    this.gapsReportedTo = next - 1;
    this.report({ reason: 'expired', afterSequence: from, nextSequence: next, count: next - from - 1 });
  }

  private report(gap: StreamGap): void {
    this.connection.counters.gapMessages += gap.count;
    this.connection.logger.warn(
      { stream: this.stream.name, ...gap },
      'Messages were lost before they were read',
    );
    try {
      this.options.onGap?.(gap);
    } catch (error) {
      this.connection.logger.error({ reason: messageOf(error), error }, 'Gap handler failed');
    }
  }
}
