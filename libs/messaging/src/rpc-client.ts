import { rpcSubject, type RpcContract } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import { errors, type Msg } from '@nats-io/nats-core';
import type { z } from 'zod';
import type { EachReply } from './bus.types.js';
import type { Connection } from './connection.js';
import { wireHeaders } from './correlation.js';
import { toAppError } from './errors.js';
import { decodeReply, encodeRequest } from './rpc-envelope.js';

/** Sends requests to other services: plain NATS, nothing is stored, always with a deadline. */
export class RpcClient {
  constructor(private readonly connection: Connection) {}

  async ask<Q extends z.ZodType, A extends z.ZodType>(
    contract: RpcContract<Q, A>,
    request: z.input<Q>,
    timeoutMs: number,
  ): Promise<z.output<A>> {
    const payload = encodeRequest(contract, request);
    const message = await this.request(contract, payload, timeoutMs);
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
    const inbox = this.connection.newInbox();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      const finish = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const subscription = this.connection.nats.subscribe(inbox, {
        callback: (error, message) => {
          if (error !== null || isNoResponder(message)) {
            finish();
            return;
          }
          replies.push(tryDecode(contract, message));
          if (replies.length >= expect) finish();
        },
      });
      this.connection.nats.publish(rpcSubject(contract, this.connection.asker), payload, {
        reply: inbox,
        headers: wireHeaders(undefined, null),
      });
      setTimeout(() => subscription.unsubscribe(), timeoutMs + 100).unref();
    });
    return replies;
  }

  private async request(contract: RpcContract, payload: string, timeoutMs: number): Promise<Msg> {
    try {
      return await this.connection.nats.request(rpcSubject(contract, this.connection.asker), payload, {
        timeout: timeoutMs,
        headers: wireHeaders(undefined, null),
      });
    } catch (cause) {
      const details = { service: contract.service, name: contract.name, timeoutMs };
      if (cause instanceof errors.TimeoutError) {
        const message = `${contract.service} did not answer ${contract.name} within ${timeoutMs} ms`;
        throw new AppError('RPC.TIMEOUT', message, details, { cause });
      }
      if (cause instanceof errors.RequestError && cause.isNoResponders()) {
        throw new AppError('RPC.NO_RESPONDER', `${contract.service} is not running`, details, {
          cause,
        });
      }
      throw toAppError(cause, `ask ${contract.service} ${contract.name}`);
    }
  }
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
