import type { Msg } from '@nats-io/nats-core';

/** One delivery of a message to a consumer. */
export interface Delivery {
  readonly message: Msg;
  /** Subject for the acknowledgement. */
  readonly reply: string;
  readonly streamSequence: number;
  /** Number of the delivery in this consumer, without holes. */
  readonly consumerSequence: number;
  /** How often the message was delivered, this time included. */
  readonly deliveries: number;
  readonly storedAtMs: number;
}

/**
 * Parses the reply subject that the server writes:
 * `$JS.ACK.<stream>.<consumer>.<deliveries>.<stream seq>.<consumer seq>.<time ns>.<pending>`, or
 * the longer form with domain and account first.
 * @returns null where the message is none of a consumer's (a status).
 */
export function parseDelivery(message: Msg): Delivery | null {
  const reply = message.reply;
  if (reply === undefined || !reply.startsWith('$JS.ACK.')) return null;
  const tokens = reply.split('.');
  const first = tokens.length >= 11 ? 6 : 4;
  return {
    message,
    reply,
    deliveries: Number(tokens[first]),
    streamSequence: Number(tokens[first + 1]),
    consumerSequence: Number(tokens[first + 2]),
    storedAtMs: Math.floor(Number(tokens[first + 3]) / 1e6),
  };
}
