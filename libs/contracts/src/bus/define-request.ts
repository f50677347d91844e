import type * as z from 'zod';
import type { ServiceName } from '../domain/services.js';

/** One question that a service answers over the bus: subject `rpc.<service>.<name>.<asker>`, JSON both ways, a deadline always. */
export interface RpcContract<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly service: ServiceName;
  readonly name: string;
  readonly request: Request;
  readonly reply: Reply;
  readonly timeoutMs: number;
  /** `one`: any replica answers; `each`: every replica answers. */
  readonly audience: 'one' | 'each';
  /** The only services that may ask this, besides `cli`. The message server carries it from nobody else. */
  readonly askedBy: readonly ServiceName[];
}

/** Keeps the types of both schemas. */
export const defineRequest = <Request extends z.ZodType, Reply extends z.ZodType>(
  contract: RpcContract<Request, Reply>,
): RpcContract<Request, Reply> => contract;

/** Each asker has a subject of its own, on which the message server lets nobody else publish; `*` stands for all of them. */
export const rpcSubject = (contract: RpcContract, asker: ServiceName | '*'): string =>
  `rpc.${contract.service}.${contract.name}.${asker}`;
