import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';
import { tokenInvalid } from './access-tokens.js';

const found = new WeakMap<FastifyRequest, Principal>();

/** The caller where known, permitted or not. */
export function senderOf(request: FastifyRequest): Principal | undefined {
  return found.get(request);
}

/** Passport's JWT guard. It answers with our errors and returns the principal. */
@Injectable()
export class SignedInGuard extends AuthGuard('jwt') {
  /** @throws AppError `AUTH.TOKEN_INVALID`, `AUTH.ACCESS_WITHDRAWN` (unauthenticated). */
  async principalOf(execution: ExecutionContext): Promise<Principal> {
    await this.canActivate(execution);
    const principal = found.get(execution.switchToHttp().getRequest<FastifyRequest>());
    if (principal === undefined) throw tokenInvalid();
    return principal;
  }

  override handleRequest<TUser>(
    error: unknown,
    user: TUser,
    _info: unknown,
    execution: ExecutionContext,
  ): TUser {
    if (error instanceof Error) throw error;
    if (error !== null && error !== undefined) throw new Error('Signing in failed.', { cause: error });
    if (!isPrincipal(user)) throw tokenInvalid();
    found.set(execution.switchToHttp().getRequest<FastifyRequest>(), user);
    return user;
  }
}

function isPrincipal(user: unknown): user is Principal {
  return typeof user === 'object' && user !== null && 'userId' in user;
}
