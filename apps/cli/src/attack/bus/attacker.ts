import type { WorkingService } from '@eagle/contracts/domain';
import { randomUUID } from 'node:crypto';
import { inboxPrefixOf } from '@eagle/messaging';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';

/** A refusal comes at once; a message that the server drops gets no answer. */
const ANSWER_MS_MAX = 250;

/** Subjects where the JetStream API may be. */
const PREFIXES = ['BUS.API', '$JS.API'] as const;

/**
 * One service's connection in the wrong hands: everything the server lets its user do, without our
 * client in between.
 */
export class Attacker {
  /** Text in everything that this attacker sends: where it appears, a message got through. */
  readonly mark = `attack-${randomUUID()}`;

  private constructor(
    readonly service: WorkingService,
    private readonly nats: NatsConnection,
  ) {}

  static async as(service: WorkingService, url: string, password: string): Promise<Attacker> {
    const inboxPrefix = inboxPrefixOf(service);
    const nats = await connect({
      servers: url,
      user: service,
      pass: password,
      inboxPrefix,
      reconnect: false,
    });
    return new Attacker(service, nats);
  }

  /** @returns the answer; null where it was refused or nobody answered. */
  async ask(subject: string, payload: object | string): Promise<string | null> {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    try {
      const answer = await this.nats.request(subject, body, { timeout: ANSWER_MS_MAX });
      // Without a subscriber the server itself sends this answer.
      return answer.headers?.code === 503 ? null : answer.string();
    } catch {
      return null; // Refused, or no answer: both are a success of the defence and count the same here.
    }
  }

  /**
   * @returns what the JetStream API did; null where the request was refused, dropped, or answered
   *   with an error.
   */
  async api(request: string, payload: object | string): Promise<string | null> {
    for (const prefix of PREFIXES) {
      const answer = await this.ask(`${prefix}.${request}`, payload);
      if (answer !== null && !answer.includes('"error"')) return answer.slice(0, 200);
    }
    return null;
  }

  /** Asks the JetStream API to answer on a subject of the attacker's choice. */
  apiTo(reply: string, request: string, payload: object): void {
    for (const prefix of PREFIXES) this.send(`${prefix}.${request}`, payload, reply);
  }

  /** @param extra  Headers beside the payload. */
  send(
    subject: string,
    payload: object | string,
    reply?: string,
    extra: Readonly<Record<string, string>> = {},
  ): void {
    const wire = headers();
    for (const [name, value] of Object.entries(extra)) wire.set(name, value);
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    this.nats.publish(subject, body, { headers: wire, ...(reply === undefined ? {} : { reply }) });
  }

  /** @returns whether the server takes the subscription. */
  async mayListen(subject: string): Promise<boolean> {
    const refused = Promise.withResolvers<boolean>();
    const subscription = this.nats.subscribe(subject, {
      callback: (error) => {
        if (error !== null) refused.resolve(true);
      },
    });
    // The refusal comes before the answers to later messages.
    const answered = this.nats.flush().then(() => false);
    const isRefused = await Promise.race([refused.promise, answered]);
    if (!subscription.isClosed()) subscription.unsubscribe();
    return !isRefused;
  }

  /** Resolves when everything that was sent has reached the server. */
  flush(): Promise<void> {
    return this.nats.flush();
  }

  close(): Promise<void> {
    return this.nats.close();
  }
}
