import type * as z from 'zod';
import type { ServiceName } from '../domain/services.js';

/**
 * One request that a service answers over the bus: subject `rpc.<service>.<name>.<asker>`, JSON in
 * both directions, always with a deadline.
 */
export interface RpcContract<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly service: ServiceName;
  readonly name: string;
  readonly request: Request;
  readonly reply: Reply;
  readonly timeoutMs: number;
  /** `one`: any replica answers; `each`: every replica answers. */
  readonly audience: 'one' | 'each';
  /**
   * The only services that may send this request, besides `cli`. The message server accepts it from
   * no other.
   */
  readonly askedBy: readonly ServiceName[];
}

/** Keeps the types of both schemas. */
export const defineRequest = <Request extends z.ZodType, Reply extends z.ZodType>(
  contract: RpcContract<Request, Reply>,
): RpcContract<Request, Reply> => contract;

/**
 * Each asker has its subject, on which the message server lets only this asker publish; `*` stands
 * for all askers.
 */
export const rpcSubject = (contract: RpcContract, asker: ServiceName | '*'): string =>
  `rpc.${contract.service}.${contract.name}.${asker}`;
