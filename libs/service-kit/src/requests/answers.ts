import type { RpcContract } from '@eagle/contracts/bus';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import type { RequestGate } from './request-gate.js';

/** The input of a request's handler: parsed, with defaults filled in. */
export type RequestOf<C extends RpcContract> = z.output<C['request']>;

/** What a handler of the request returns; it is checked before it is sent. */
export type ReplyOf<C extends RpcContract> = z.input<C['reply']>;

export interface AnswersOptions {
  /** Only while this gate is open. Absent: from the end of the service's start until it stops. */
  readonly while?: RequestGate;
}

/** Metadata of `@Answers` on a method; the transport accepts no handler without it. */
export class Answer {
  constructor(
    readonly contract: RpcContract,
    readonly gate: RequestGate | null,
  ) {}
}

/** Under this name Nest hands the answer to the transport. */
export const ANSWER = 'answer';

/**
 * A method that takes the contract's request first, then what parameter decorators give it, and
 * returns the contract's reply.
 */
type HandlerOf<Q extends z.ZodType, A extends z.ZodType> = (
  request: z.output<Q>,
  ...decorated: never[]
) => Promise<z.input<A>> | z.input<A>;

type AnswersDecorator<Q extends z.ZodType, A extends z.ZodType> = <M extends HandlerOf<Q, A>>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** One request has one pattern for all askers. */
export const patternOf = ({ service, name }: RpcContract): string => `${service}.${name}`;

/**
 * Makes a method of a controller the handler of a request. A method whose parameter or result does
 * not fit the declaration does not compile. It throws an AppError to refuse; guards, pipes,
 * interceptors and filters of Nest apply as anywhere.
 */
export function Answers<Q extends z.ZodType, A extends z.ZodType>(
  contract: RpcContract<Q, A>,
  options: AnswersOptions = {},
): AnswersDecorator<Q, A> {
  const answer = new Answer(contract, options.while ?? null);
  const handle = MessagePattern(patternOf(contract), { [ANSWER]: answer });
  return (target, method, descriptor) => {
    // Beside a decorated parameter Nest would leave the first one undefined.
    Payload()(target, method, 0);
    handle(target, method, descriptor);
  };
}
