import { rpcSubject, type RpcContract } from '@eagle/contracts/bus';
import { AppError, SERVICES, type ServiceName } from '@eagle/contracts/domain';
import type { Msg, Subscription as NatsSubscription } from '@nats-io/nats-core';
import type { z } from 'zod';
import type { RequestHandler } from './bus.types.js';
import type { Connection, StoppableSubscription } from './connection.js';
import { carrying, plainHeaders } from './correlation.js';
import { messageOf, toAppError } from './errors.js';
import { decodeRequest, encodeReply, errorEnvelope } from './rpc-envelope.js';
import { mayAsk } from './service-access.js';

/**
 * Largest number of requests of one contract in flight; more are refused at once instead of queued.
 */
const IN_FLIGHT_MAX = 256;
const STOP_MS_MAX = 10_000;
/** A reply shorter than this is never refused for its length. */
const REPLY_LENGTH_TINY = 65_536;

/**
 * Answers other services: plain NATS, a bound on requests in flight, and a stop that waits for
 * them.
 */
export class RpcServer {
  constructor(private readonly connection: Connection) {}

  async serve<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    handler: RequestHandler<Q, A>,
  ): Promise<StoppableSubscription> {
    const subject = rpcSubject(contract, '*');
    let inFlight = 0;
    let idle: () => void = () => undefined;
    let stopping: Promise<void> | null = null;
    const answer = async (message: Msg): Promise<void> => {
      if (inFlight >= IN_FLIGHT_MAX) {
        const busy = new AppError(
          'RPC.BUSY',
          `${contract.service} has too many ${contract.name} requests in flight`,
        );
        this.respond(message, errorEnvelope(busy));
        return;
      }
      inFlight += 1;
      this.respond(message, await this.answerOf(contract, handler, message));
      inFlight -= 1;
      if (inFlight === 0) idle();
    };
    const subscription = this.connection.nats.subscribe(subject, {
      ...(contract.audience === 'one' ? { queue: contract.service } : {}),
      callback: (error, message) => {
        if (error === null) void answer(message);
      },
    });
    const problem = await Promise.race([
      subscription.closed.then((error) => error ?? new Error('subscription closed')),
      this.connection.nats.flush().then(() => null),
    ]);
    if (problem !== null) throw toAppError(problem, `serve ${subject}`);
    const drained = async (): Promise<void> => {
      await this.end(subscription);
      if (inFlight > 0) await new Promise<void>((resolve) => (idle = resolve));
    };
    return {
      get stopped() {
        return stopping !== null;
      },
      stop: () => {
        stopping ??= atMost(STOP_MS_MAX, drained());
        return stopping;
      },
    };
  }

  /**
   * Requests may still be in transit when the server learns that the subscription ends: they are
   * still answered.
   */
  private async end(subscription: NatsSubscription): Promise<void> {
    if (subscription.isClosed()) return;
    if (this.connection.connected) await subscription.drain();
    else subscription.unsubscribe();
  }

  /**
   * The owner of a handler logs its AppErrors; only other errors, and unsent replies, would
   * otherwise be lost here.
   */
  private async answerOf<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    handler: RequestHandler<Q, A>,
    message: Msg,
  ): Promise<string> {
    let reply: z.input<A>;
    try {
      const asker = askerOf(message.subject, contract);
      const request = decodeRequest(contract, message);
      reply = await carrying(plainHeaders(message.headers), () => handler(request, asker));
    } catch (error) {
      if (!(error instanceof AppError)) this.logUnanswered(contract, error);
      return errorEnvelope(error);
    }
    try {
      return encodeReply(contract, reply);
    } catch (error) {
      this.logUnanswered(contract, error);
      return errorEnvelope(error);
    }
  }

  private logUnanswered({ service, name }: RpcContract, error: unknown): void {
    const details = { service, name, reason: messageOf(error), error };
    this.connection.logger.error(details, 'Request could not be answered');
  }

  private respond(message: Msg, text: string): void {
    if (this.connection.closed) return;
    try {
      message.respond(text);
    } catch (error) {
      const reason = messageOf(error);
      this.connection.logger.error({ subject: message.subject, reason }, 'Reply could not be sent');
      if (text.length < REPLY_LENGTH_TINY) return;
      const tooLarge = new AppError('RPC.REPLY_TOO_LARGE', `The reply cannot be sent: ${reason}`);
      this.respond(message, errorEnvelope(tooLarge));
    }
  }
}

/**
 * The asker, from the last token of the subject: the message server lets only this asker publish on
 * it.
 * @throws AppError `RPC.NOT_FOR_ASKER` (forbidden): the server should have refused it already.
 */
function askerOf(subject: string, contract: RpcContract): ServiceName {
  const token = subject.slice(subject.lastIndexOf('.') + 1);
  const asker = SERVICES.find((service) => service === token);
  if (asker !== undefined && mayAsk(asker, contract)) return asker;
  throw new AppError('RPC.NOT_FOR_ASKER', `${token} may not ask ${contract.service} ${contract.name}`);
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, over]);
  clearTimeout(timer);
}
