import { AppError } from '@eagle/contracts/domain';
import { handlerFailed } from '@eagle/messaging';
import { Catch, Inject, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { RpcException } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import { Logger } from '../logger.js';
import type { RequestContext } from './request-context.js';

/**
 * Handles errors that no other filter handled. The asking service gets an AppError unchanged; any
 * other error is logged here once and returned as `RPC.HANDLER_FAILED`. A client over HTTP gets the
 * same as without this filter.
 */
@Catch()
export class RequestErrorFilter extends BaseExceptionFilter {
  constructor(@Inject(Logger) private readonly logger: Logger) {
    super();
  }

  override catch(error: unknown, host: ArgumentsHost): Observable<never> | void {
    if (host.getType() !== 'rpc') return super.catch(error, host);
    const { contract, asker } = host.switchToRpc().getContext<RequestContext>();
    const answer = answerTo(error);
    if (answer.kind === 'bug') {
      const details = { service: contract.service, name: contract.name, asker, error };
      this.logger.error(details, 'Request could not be answered');
    }
    return throwError(() => answer);
  }
}

/** A guard that returns false becomes an `RpcException`, in Nest's own words. */
function answerTo(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof RpcException) return new AppError('RPC.FORBIDDEN', error.message);
  return handlerFailed(error);
}
