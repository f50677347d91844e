import { AppError } from '@eagle/contracts/domain';
import type { Msg, MsgHdrs } from '@nats-io/nats-core';
import type { PublishReceipt } from './publish-receipt.types.js';
import type { BusHeaders } from './durable-consumer.types.js';
import type { Connection } from './connection.js';
import { wireHeaders } from './correlation.js';
import { JS_ERROR, messageOf } from './errors.js';
import { InFlight } from './in-flight.js';

/**
 * Without an acknowledgement within this time the publish is repeated; each time the wait is twice
 * as long.
 */
const ACK_MS_MAX = 1_000;
const REPEAT_MS_MAX = 8_000;
const REPEAT_AFTER_REFUSAL_MS = 100;
const SWEEP_EVERY_MS = 50;
/**
 * Largest number of callers that wait for a place in the window; more are refused, so that a slow
 * server cannot fill the memory.
 */
const WAITERS_MAX = 16_384;
const BYTES_IN_WINDOW_MAX = 64 * 1024 * 1024;

interface PendingPublish {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: MsgHdrs;
  readonly deadlineMs: number;
  readonly resolve: (receipt: PublishReceipt) => void;
  readonly reject: (error: AppError) => void;
  /** When it is repeated, unless it is acknowledged before. */
  repeatAtMs: number;
  sends: number;
}

interface Waiter {
  readonly start: () => void;
  readonly reject: (error: AppError) => void;
}

interface Acknowledgement {
  readonly seq?: number;
  readonly duplicate?: boolean;
  readonly error?: { readonly code?: number; readonly err_code?: number; readonly description?: string };
}

/**
 * Publishes to JetStream without waiting for one acknowledgement before the next publish: one
 * wildcard inbox, a number for each message, a bounded window. A message that is not acknowledged,
 * or was in flight when the connection broke, is published again under the same message id, which
 * the stream recognises; so each message is stored once.
 */
export class Publisher {
  private readonly inbox: string;
  private readonly inFlight = new InFlight<PendingPublish>();
  private waiting: Waiter[] = [];
  private waitingFrom = 0;
  private pendingBytes = 0;
  private timer: NodeJS.Timeout | null = null;
  private readonly forget: (() => void)[];

  constructor(
    private readonly connection: Connection,
    private readonly windowMax: number,
    private readonly deadlineMs: number,
  ) {
    this.inbox = connection.newInbox();
    connection.nats.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.onAcknowledgement(message);
      },
    });
    this.forget = [
      connection.onReconnect(() => this.repeatAll()),
      connection.onForbiddenPublish((subject, cause) => this.onForbidden(subject, cause)),
    ];
  }

  get pending(): number {
    return this.inFlight.size + this.waiting.length - this.waitingFrom;
  }

  publish(
    subject: string,
    messageId: string,
    payload: Uint8Array,
    headers?: BusHeaders,
    deadlineMs = this.deadlineMs,
  ): Promise<PublishReceipt> {
    return new Promise((resolve, reject) => {
      const wire = wireHeaders(headers, messageId);
      const nowMs = performance.now();
      const entry: PendingPublish = {
        subject,
        payload,
        headers: wire,
        deadlineMs: nowMs + deadlineMs,
        resolve,
        reject,
        repeatAtMs: 0,
        sends: 0,
      };
      if (this.connection.closed) this.fail(entry, closedError());
      else if (this.hasRoom(payload)) this.start(entry, nowMs);
      else this.enqueue(entry);
    });
  }

  /**
   * Waits until everything is acknowledged or refused, at most `msMax`, then refuses what is left.
   */
  async close(msMax: number): Promise<void> {
    const endMs = performance.now() + msMax;
    while (this.pending > 0 && performance.now() < endMs && this.connection.connected) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    for (const forget of this.forget) forget();
    for (const [number, entry] of this.inFlight.entries())
      this.settle(number, entry, () => this.fail(entry, closedError()));
    for (const waiter of this.waiting.slice(this.waitingFrom)) waiter.reject(closedError());
    this.waiting = [];
    this.waitingFrom = 0;
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  private hasRoom(payload: Uint8Array): boolean {
    if (this.inFlight.size === 0) return true;
    return this.inFlight.size < this.windowMax && this.pendingBytes + payload.length <= BYTES_IN_WINDOW_MAX;
  }

  private enqueue(entry: PendingPublish): void {
    if (this.waiting.length - this.waitingFrom >= WAITERS_MAX) {
      this.fail(entry, new AppError('BUS.PUBLISHER_FULL', 'Too many messages wait to be published'));
      return;
    }
    const refuse = (error: AppError) => this.fail(entry, error);
    this.waiting.push({ start: () => this.start(entry, performance.now()), reject: refuse });
  }

  private start(entry: PendingPublish, nowMs: number): void {
    const number = this.inFlight.add(entry);
    this.pendingBytes += entry.payload.length;
    this.timer ??= setInterval(() => this.sweep(), SWEEP_EVERY_MS).unref();
    this.send(number, entry, nowMs);
  }

  /**
   * While the client is disconnected it gets no messages, because it would buffer them without
   * bound. No message is sent after its deadline: a process that was frozen must not write messages
   * that its caller has long given up.
   */
  private send(number: number, entry: PendingPublish, nowMs: number): void {
    if (nowMs >= entry.deadlineMs) {
      this.expire(number, entry);
      return;
    }
    entry.repeatAtMs = nowMs + Math.min(REPEAT_MS_MAX, ACK_MS_MAX * 2 ** entry.sends);
    if (!this.connection.connected) return;
    entry.sends += 1;
    this.connection.tickEnd.add(() => this.hand(number, entry));
  }

  private hand(number: number, entry: PendingPublish): void {
    // Refused meanwhile, or sent again once the connection is back.
    if (this.inFlight.get(number) !== entry || !this.connection.connected) return;
    try {
      this.connection.nats.publish(entry.subject, entry.payload, {
        reply: `${this.inbox}.${number.toString(36)}`,
        headers: entry.headers,
      });
    } catch (cause) {
      const message = `Cannot publish on ${entry.subject}: ${messageOf(cause)}`;
      const error = new AppError('BUS.MESSAGE_INVALID', message, { subject: entry.subject }, { cause });
      this.settle(number, entry, () => this.fail(entry, error));
    }
  }

  private onAcknowledgement(message: Msg): void {
    const number = parseInt(message.subject.slice(this.inbox.length + 1), 36);
    const entry = this.inFlight.get(number);
    if (entry === undefined) return;
    const answer = parseAcknowledgement(message);
    if (answer === null || isTransient(answer)) {
      entry.repeatAtMs = performance.now() + REPEAT_AFTER_REFUSAL_MS;
      return;
    }
    if (answer.error !== undefined) {
      const error = refusal(entry.subject, answer.error);
      this.settle(number, entry, () => this.fail(entry, error));
      return;
    }
    const receipt = { sequence: answer.seq ?? 0, duplicate: answer.duplicate === true };
    this.connection.counters.published += 1;
    if (receipt.duplicate) this.connection.counters.publishedDuplicates += 1;
    this.settle(number, entry, () => entry.resolve(receipt));
  }

  private onForbidden(subject: string, cause: Error): void {
    for (const [number, entry] of this.inFlight.entries()) {
      if (entry.subject !== subject) continue;
      const message = `This service may not publish on ${subject}`;
      const error = new AppError('BUS.FORBIDDEN', message, { subject }, { cause });
      this.settle(number, entry, () => this.fail(entry, error));
    }
  }

  private settle(number: number, entry: PendingPublish, outcome: () => void): void {
    if (!this.inFlight.delete(number)) return;
    this.pendingBytes -= entry.payload.length;
    outcome();
    this.admit();
  }

  private admit(): void {
    while (this.waitingFrom < this.waiting.length && this.inFlight.size < this.windowMax) {
      if (this.inFlight.size > 0 && this.pendingBytes >= BYTES_IN_WINDOW_MAX) break;
      this.waiting[this.waitingFrom++]?.start();
    }
    if (this.waitingFrom > 1_024 || this.waitingFrom === this.waiting.length) {
      this.waiting = this.waiting.slice(this.waitingFrom);
      this.waitingFrom = 0;
    }
  }

  private repeatAll(): void {
    const nowMs = performance.now();
    for (const [number, entry] of this.inFlight.entries()) {
      this.connection.counters.publishRepeats += 1;
      entry.sends = 0;
      this.send(number, entry, nowMs);
    }
  }

  private sweep(): void {
    if (this.inFlight.size === 0) {
      if (this.timer !== null) clearInterval(this.timer);
      this.timer = null;
      return;
    }
    const nowMs = performance.now();
    for (const [number, entry] of this.inFlight.entries()) {
      if (nowMs >= entry.deadlineMs) this.expire(number, entry);
      else if (nowMs >= entry.repeatAtMs && this.connection.connected) {
        this.connection.counters.publishRepeats += 1;
        this.send(number, entry, nowMs);
      }
    }
  }

  private expire(number: number, entry: PendingPublish): void {
    const message = `NATS did not acknowledge a message on ${entry.subject} in time`;
    const error = new AppError('BUS.PUBLISH_TIMEOUT', message, { subject: entry.subject });
    this.settle(number, entry, () => this.fail(entry, error));
  }

  private fail(entry: PendingPublish, error: AppError): void {
    this.connection.counters.publishFailures.add(error.code);
    entry.reject(error);
  }
}

const closedError = (): AppError => new AppError('BUS.CLOSED', 'The connection to NATS is closed');

/**
 * @returns null where the subject has no listener (the stream does not exist yet), or the reply is
 * not an acknowledgement: the message is sent again.
 */
function parseAcknowledgement(message: Msg): Acknowledgement | null {
  if (message.data.length === 0) return null;
  try {
    return message.json<Acknowledgement>();
  } catch {
    return null;
  }
}

function isTransient(answer: Acknowledgement): boolean {
  const { error } = answer;
  if (error === undefined) return false;
  return error.code === 503 && error.err_code !== JS_ERROR.storeFailed;
}

function refusal(subject: string, error: NonNullable<Acknowledgement['error']>): AppError {
  const description = error.description ?? 'no reason given';
  const details = { subject, description };
  if (/maximum messages per subject exceeded/.test(description)) {
    return new AppError('BUS.SUBJECT_FULL', `Too many messages wait on ${subject}`, details);
  }
  if (/maximum (bytes|messages) exceeded/.test(description)) {
    return new AppError('BUS.STREAM_FULL', `The stream behind ${subject} is full`, details);
  }
  if (error.err_code === JS_ERROR.wrongLastSequence) {
    return new AppError('BUS.WRONG_REVISION', `${subject} was changed by another writer`, details);
  }
  return new AppError('BUS.PUBLISH_REFUSED', `NATS refused a message on ${subject}: ${description}`, details);
}
