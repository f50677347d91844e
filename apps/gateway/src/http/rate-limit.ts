import { AppError, text } from '@eagle/contracts/domain';
import { type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { GatewayConfig } from '../config.js';
import { networkOf } from './network.js';

const SIGN_IN_ROUTE = 'eagle:sign-in-route';
const REFRESH_ROUTE = 'eagle:refresh-route';

/** This route lets a caller guess passwords: it is limited per address and account. */
export const LimitSignIns = () => SetMetadata(SIGN_IN_ROUTE, true);

/**
 * This route exchanges refresh tokens: it is limited per address; each sign-in also has a limit,
 * which all replicas share.
 */
export const LimitRefreshes = () => SetMetadata(REFRESH_ROUTE, true);

const MINUTE_MS = 60_000;
const withEmail = z.object({ email: text(320) });

/**
 * Requests with a counted head: the limit by caller applies before the body is read, the limit by
 * account after it.
 */
const counted = new WeakSet<FastifyRequest>();

/**
 * Requests of one caller a minute, and sign-ins of one caller to one account a minute. Counted per
 * replica.
 */
export function rateLimits(config: GatewayConfig): ThrottlerModuleOptions {
  const isMarked = (mark: string, execution: ExecutionContext): boolean =>
    Reflect.getMetadata(mark, execution.getHandler()) === true;
  const isCounted = (execution: ExecutionContext): boolean =>
    counted.has(execution.switchToHttp().getRequest<FastifyRequest>());
  return {
    throttlers: [
      {
        name: 'requests',
        ttl: MINUTE_MS,
        limit: config.REQUESTS_PER_MINUTE,
        skipIf: isCounted,
        getTracker: (request) => callerOf(request),
      },
      {
        // Bounds also how many different accounts one address can try, and with it the memory of
        // the counts.
        name: 'sign-ins-of-caller',
        ttl: MINUTE_MS,
        limit: config.LOGINS_PER_MINUTE * 10,
        skipIf: (execution) => !isMarked(SIGN_IN_ROUTE, execution) || isCounted(execution),
        getTracker: (request) => callerOf(request),
      },
      {
        name: 'sign-ins',
        ttl: MINUTE_MS,
        limit: config.LOGINS_PER_MINUTE,
        // The body names the account.
        skipIf: (execution) => !isMarked(SIGN_IN_ROUTE, execution) || !isCounted(execution),
        getTracker: (request) => `${callerOf(request)} ${accountOf(request)}`,
      },
      {
        name: 'refreshes-of-caller',
        ttl: MINUTE_MS,
        limit: config.REFRESHES_PER_MINUTE * 20,
        skipIf: (execution) => !isMarked(REFRESH_ROUTE, execution) || isCounted(execution),
        getTracker: (request) => callerOf(request),
      },
    ],
  };
}

interface Caller {
  readonly ip?: unknown;
  readonly body?: unknown;
}

/**
 * The network, as `TRUST_PROXY` reveals it. It is nothing that a caller can choose freely: that
 * would defeat the limit and let the counters grow without bound.
 */
function callerOf(request: Caller): string {
  return networkOf(String(request.ip));
}

function accountOf(request: Caller): string {
  const parsed = withEmail.safeParse(request.body);
  return parsed.success ? parsed.data.email.trim().toLowerCase() : '';
}

@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /**
   * Counts a request by its head.
   * @throws AppError `HTTP.TOO_MANY_REQUESTS`.
   */
  async admit(execution: ExecutionContext): Promise<void> {
    await super.canActivate(execution);
    counted.add(execution.switchToHttp().getRequest<FastifyRequest>());
  }

  /**
   * The platform itself asks for health, metrics and requests of services: they must be answered
   * even when it is busy.
   */
  protected override async shouldSkip(execution: ExecutionContext): Promise<boolean> {
    if (execution.getType() === 'rpc') return true;
    const url = execution.switchToHttp().getRequest<FastifyRequest>().routeOptions.url ?? '';
    return !url.startsWith('/api/');
  }

  protected override async throwThrottlingException(
    _execution: ExecutionContext,
    detail: { readonly timeToBlockExpire: number; readonly timeToExpire: number },
  ): Promise<void> {
    const retryAfterSeconds = Math.max(1, Math.ceil(Math.max(detail.timeToBlockExpire, detail.timeToExpire)));
    throw new AppError('HTTP.TOO_MANY_REQUESTS', 'Too many requests: wait a little and try again.', {
      retryAfterSeconds,
    });
  }
}
