import { rpcErrorSchema, rpcSubject, type RpcContract } from '@eagle/contracts/bus';
import { AppError, SERVICES, type ServiceName } from '@eagle/contracts/domain';
import { errors, type Msg, type Subscription as NatsSubscription } from '@nats-io/nats-core';
import { z } from 'zod';
import type { EachReply } from './bus.types.js';
import type { Connection, StoppableSubscription } from './connection.js';
import { carrying, plainHeaders, wireHeaders } from './correlation.js';
import { messageOf, toAppError } from './errors.js';
import { mayAsk } from './service-access.js';

/** Requests of one contract in hand at once; more are refused at once instead of piling up. */
const IN_HAND_MAX = 256;
const STOP_MS_MAX = 10_000;
/** A reply shorter than this was not refused for its length. */
const REPLY_LENGTH_TINY = 65_536;

const envelopeSchema = z.union([z.object({ error: rpcErrorSchema }), z.object({ ok: z.unknown() })]);

type Handler<Q extends z.ZodType, A extends z.ZodType> = (
  request: z.output<Q>,
  asker: ServiceName,
) => Promise<z.input<A>> | z.input<A>;

/** Questions and answers over plain NATS: nothing is stored, a deadline always. */
export class Rpc {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async serve<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    handler: Handler<Q, A>,
  ): Promise<StoppableSubscription> {
    const subject = rpcSubject(contract, '*');
    let inHand = 0;
    let idle: () => void = () => undefined;
    let stopped = false;
    const answer = async (message: Msg): Promise<void> => {
      if (inHand >= IN_HAND_MAX) {
        const busy = new AppError(
          'RPC.BUSY',
          'exhausted',
          `${contract.service} has too many ${contract.name} requests in hand`,
        );
        this.#respond(message, errorEnvelope(busy));
        return;
      }
      inHand += 1;
      this.#respond(message, await this.#answerOf(contract, handler, message));
      inHand -= 1;
      if (inHand === 0) idle();
    };
    const subscription = this.#connection.nats.subscribe(subject, {
      ...(contract.audience === 'one' ? { queue: contract.service } : {}),
      callback: (error, message) => {
        if (error === null) void answer(message);
      },
    });
    const problem = await Promise.race([
      subscription.closed.then((error) => error ?? new Error('subscription closed')),
      this.#connection.nats.flush().then(() => null),
    ]);
    if (problem !== null) throw toAppError(problem, `serve ${subject}`);
    return {
      get stopped() {
        return stopped;
      },
      stop: async () => {
        stopped = true;
        const ending = this.#end(subscription).then(async () => {
          if (inHand > 0) await new Promise<void>((resolve) => (idle = resolve));
        });
        await atMost(STOP_MS_MAX, ending);
      },
    };
  }

  /** The server may have handed out questions that are still on their way when it hears that no more are wanted: they are answered yet. */
  async #end(subscription: NatsSubscription): Promise<void> {
    if (subscription.isClosed()) return;
    if (this.#connection.connected) await subscription.drain();
    else subscription.unsubscribe();
  }

  async ask<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    request: z.input<Q>,
    timeoutMs: number,
  ): Promise<z.output<A>> {
    const payload = encodeRequest(contract, request);
    const message = await this.#request(contract, payload, timeoutMs);
    return decodeReply(contract, message);
  }

  async askEach<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    request: z.input<Q>,
    expect: number,
    timeoutMs: number,
  ): Promise<EachReply<z.output<A>>[]> {
    const payload = encodeRequest(contract, request);
    if (expect <= 0) return [];
    const replies: EachReply<z.output<A>>[] = [];
    const inbox = this.#connection.newInbox();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      const finish = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const subscription = this.#connection.nats.subscribe(inbox, {
        callback: (error, message) => {
          if (error !== null || isNoResponder(message)) {
            finish();
            return;
          }
          replies.push(tryDecode(contract, message));
          if (replies.length >= expect) finish();
        },
      });
      this.#connection.nats.publish(rpcSubject(contract, this.#connection.asker), payload, {
        reply: inbox,
        headers: wireHeaders(undefined, null),
      });
      setTimeout(() => subscription.unsubscribe(), timeoutMs + 100).unref();
    });
    return replies;
  }

  async #request(contract: RpcContract, payload: string, timeoutMs: number): Promise<Msg> {
    try {
      return await this.#connection.nats.request(rpcSubject(contract, this.#connection.asker), payload, {
        timeout: timeoutMs,
        headers: wireHeaders(undefined, null),
      });
    } catch (cause) {
      const details = { service: contract.service, name: contract.name, timeoutMs };
      if (cause instanceof errors.TimeoutError) {
        const message = `${contract.service} did not answer ${contract.name} within ${timeoutMs} ms`;
        throw new AppError('RPC.TIMEOUT', 'timeout', message, details, { cause });
      }
      if (cause instanceof errors.RequestError && cause.isNoResponders()) {
        throw new AppError('RPC.NO_RESPONDER', 'unavailable', `${contract.service} is not running`, details, {
          cause,
        });
      }
      throw toAppError(cause, `ask ${contract.service} ${contract.name}`);
    }
  }

  async #answerOf<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    handler: Handler<Q, A>,
    message: Msg,
  ): Promise<string> {
    try {
      const asker = askerOf(message.subject, contract);
      const request = contract.request.safeParse(parseJson(message));
      if (!request.success) throw invalid('RPC.REQUEST_INVALID', contract, request.error, 'invalid');
      const reply = await carrying(plainHeaders(message.headers), () => handler(request.data, asker));
      const checked = contract.reply.safeParse(reply);
      if (!checked.success) throw invalid('RPC.REPLY_INVALID', contract, checked.error, 'bug');
      return JSON.stringify({ ok: checked.data });
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'bug') {
        this.#connection.logger.error(
          { service: contract.service, name: contract.name, reason: messageOf(error), error },
          'Request could not be answered',
        );
      }
      return errorEnvelope(error);
    }
  }

  #respond(message: Msg, text: string): void {
    if (this.#connection.closed) return;
    try {
      message.respond(text);
    } catch (error) {
      const reason = messageOf(error);
      this.#connection.logger.error({ subject: message.subject, reason }, 'Reply could not be sent');
      if (text.length < REPLY_LENGTH_TINY) return;
      const tooLarge = new AppError('RPC.REPLY_TOO_LARGE', 'bug', `The reply cannot be sent: ${reason}`);
      this.#respond(message, errorEnvelope(tooLarge));
    }
  }
}

/**
 * Who asks, by the last token of the subject: the message server lets nobody else publish on it.
 * @throws AppError `RPC.NOT_FOR_ASKER` (forbidden): the server should have refused it already.
 */
function askerOf(subject: string, contract: RpcContract): ServiceName {
  const token = subject.slice(subject.lastIndexOf('.') + 1);
  const asker = SERVICES.find((service) => service === token);
  if (asker !== undefined && mayAsk(asker, contract)) return asker;
  throw new AppError(
    'RPC.NOT_FOR_ASKER',
    'forbidden',
    `${token} may not ask ${contract.service} ${contract.name}`,
  );
}

function encodeRequest(contract: RpcContract, request: unknown): string {
  const parsed = contract.request.safeParse(request);
  if (!parsed.success) throw invalid('RPC.REQUEST_INVALID', contract, parsed.error, 'invalid');
  return JSON.stringify(parsed.data);
}

function decodeReply<Q extends z.ZodType, A extends z.ZodType>(
  contract: RpcContract<Q, A>,
  message: Msg,
): z.output<A> {
  const envelope = envelopeSchema.safeParse(parseJson(message));
  if (!envelope.success) throw invalid('RPC.REPLY_INVALID', contract, envelope.error, 'bug');
  if ('error' in envelope.data) throw fromWire(envelope.data.error);
  const reply = contract.reply.safeParse(envelope.data.ok);
  if (!reply.success) throw invalid('RPC.REPLY_INVALID', contract, reply.error, 'bug');
  return reply.data;
}

function tryDecode<Q extends z.ZodType, A extends z.ZodType>(
  contract: RpcContract<Q, A>,
  message: Msg,
): EachReply<z.output<A>> {
  try {
    return { ok: true, reply: decodeReply(contract, message) };
  } catch (error) {
    return { ok: false, error: toAppError(error, `ask ${contract.service} ${contract.name}`) };
  }
}

const isNoResponder = (message: Msg): boolean => message.headers?.code === 503 && message.data.length === 0;

/** Text that is no JSON becomes undefined, which no schema takes. */
function parseJson(message: Msg): unknown {
  try {
    return message.json<unknown>();
  } catch {
    return undefined;
  }
}

function errorEnvelope(error: unknown): string {
  const known =
    error instanceof AppError
      ? error
      : new AppError('RPC.HANDLER_FAILED', 'bug', 'The service failed to answer; its log says why');
  const { code, kind, message, details, retryable } = known;
  return JSON.stringify({ error: { code, kind, message, details: printable(details), retryable } });
}

/** Details are for people; what JSON cannot hold must not cost them the error itself. */
function printable(details: AppError['details']): AppError['details'] {
  try {
    JSON.stringify(details);
    return details;
  } catch (error) {
    return { unprintable: messageOf(error) };
  }
}

function fromWire(error: z.infer<typeof rpcErrorSchema>): AppError {
  const code = isErrorCode(error.code) ? error.code : 'RPC.UNKNOWN_ERROR';
  return new AppError(code, error.kind, error.message, error.details, { retryable: error.retryable });
}

const isErrorCode = (code: string): code is AppError['code'] => /^[A-Z0-9_]+\.[A-Z0-9_.]+$/.test(code);

function invalid(
  code: AppError['code'],
  contract: RpcContract,
  error: z.ZodError,
  kind: 'invalid' | 'bug',
): AppError {
  const reasons = error.issues.map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`);
  return new AppError(code, kind, `${contract.service}.${contract.name}: ${reasons.join('; ')}`, { reasons });
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, over]);
  clearTimeout(timer);
}
