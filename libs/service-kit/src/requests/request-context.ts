import type { RpcContract } from '@eagle/contracts/bus';
import type { ServiceName } from '@eagle/contracts/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/**
 * Facts of a request beside its payload: `context.switchToRpc().getContext<RequestContext>()` in
 * guards, interceptors and filters.
 */
export interface RequestContext {
  readonly contract: RpcContract;
  /** The message server guarantees it. */
  readonly asker: ServiceName;
  /** Of the client's request that led to this one; null where none did. */
  readonly correlationId: string | null;
  /**
   * Aborted when the service begins to stop: a handler that waits for a hanging server then gives
   * up.
   */
  readonly stopping: AbortSignal;
}

const contextOf = (context: ExecutionContext): RequestContext =>
  context.switchToRpc().getContext<RequestContext>();

/** The service that asks, a `ServiceName`. */
export const Asker = createParamDecorator(
  (_: unknown, context: ExecutionContext) => contextOf(context).asker,
);

/** The correlation id of the request, a `string | null`. */
export const CorrelationId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => contextOf(context).correlationId,
);

/** An `AbortSignal`, aborted when the service begins to stop. */
export const Stopping = createParamDecorator(
  (_: unknown, context: ExecutionContext) => contextOf(context).stopping,
);
