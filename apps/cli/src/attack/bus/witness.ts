import { inboxPrefixOf, STREAM_ACCOUNTS } from '@eagle/messaging';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { z } from 'zod';
import { WORKERS } from './targets.js';

const ANSWER_MS_MAX = 30_000;
const newestSchema = z.object({ message: z.object({ seq: z.number() }).optional() });
const goneSchema = z.object({ error: z.object({ code: z.literal(404) }) });
const madeSchema = z.object({ config: z.unknown(), created: z.string() });
const streamStateSchema = goneSchema.or(madeSchema);
const consumerStateSchema = goneSchema.or(madeSchema.extend({ paused: z.boolean().default(false) }));
const consumersSchema = z.object({
  consumers: z.array(
    z.object({
      name: z.string(),
      created: z.string(),
      config: z.looseObject({}),
      paused: z.boolean().default(false),
    }),
  ),
});

/** Sees, as `cli`, what an attack did to the streams. */
export class Witness {
  private constructor(private readonly nats: NatsConnection) {}

  static async open(url: string, password: string): Promise<Witness> {
    const inboxPrefix = inboxPrefixOf('cli');
    return new Witness(await connect({ servers: url, user: 'cli', pass: password, inboxPrefix }));
  }

  /** Whether a stream holds a message on the subject. */
  async holds(stream: string, subject: string): Promise<boolean> {
    const answer = await this.ask(`STREAM.MSG.GET.${stream}`, { last_by_subj: subject });
    return newestSchema.parse(answer).message !== undefined;
  }

  /** Configuration and creation time of each stream, for comparison. */
  async streamStates(): Promise<ReadonlyMap<string, string>> {
    const states = new Map<string, string>();
    for (const stream of STREAM_ACCOUNTS) {
      states.set(
        stream,
        JSON.stringify(streamStateSchema.parse(await this.ask(`STREAM.INFO.${stream}`, {}))),
      );
    }
    return states;
  }

  /** The same for each durable consumer of a service. */
  async workerStates(): Promise<ReadonlyMap<string, string>> {
    const states = new Map<string, string>();
    for (const { stream, worker } of WORKERS) {
      const name = `${stream}.${worker}`;
      states.set(
        name,
        JSON.stringify(consumerStateSchema.parse(await this.ask(`CONSUMER.INFO.${name}`, {}))),
      );
    }
    return states;
  }

  /** The configuration of every consumer of a stream; the first page is enough for an attack. */
  async consumersOf(stream: string): Promise<z.output<typeof consumersSchema>['consumers']> {
    return consumersSchema.parse(await this.ask(`CONSUMER.LIST.${stream}`, {})).consumers;
  }

  close(): Promise<void> {
    return this.nats.close();
  }

  private async ask(request: string, payload: object): Promise<unknown> {
    const subject = `BUS.API.${request}`;
    const answer = await this.nats.request(subject, JSON.stringify(payload), { timeout: ANSWER_MS_MAX });
    return answer.json<unknown>();
  }
}
