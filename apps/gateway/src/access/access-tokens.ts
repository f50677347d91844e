import { AppError, userIdSchema, type UserId } from '@eagle/contracts/domain';
import { CONFIG } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import type { GatewayConfig } from '../config.js';

export const TOKEN_ISSUER = 'eagle-notifier';
export const TOKEN_AUDIENCE = 'eagle-gateway';
export const TOKEN_ALGORITHM = 'HS256';

/**
 * What an access token says. Role and organization are read from the database at each use, so that
 * taking them away acts at once.
 */
export const accessClaimsSchema = z.object({
  sub: userIdSchema,
  /** The sign-in it belongs to. */
  sid: z.uuid(),
  /** Seconds since the epoch. */
  exp: z.number().int(),
});
export type AccessClaims = z.infer<typeof accessClaimsSchema>;

@Injectable()
export class AccessTokens {
  constructor(
    @Inject(JwtService) private readonly jwt: JwtService,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  issue(userId: UserId, sessionId: string): string {
    return this.jwt.sign(
      { sub: userId, sid: sessionId },
      {
        algorithm: TOKEN_ALGORITHM,
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        expiresIn: Math.ceil(this.config.ACCESS_TOKEN_MS / 1_000),
      },
    );
  }

  /** @throws AppError `AUTH.TOKEN_INVALID` (unauthenticated). */
  verify(token: string): AccessClaims {
    try {
      const claims: unknown = this.jwt.verify(token, {
        algorithms: [TOKEN_ALGORITHM],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
      });
      return accessClaimsSchema.parse(claims);
    } catch (cause) {
      throw tokenInvalid(cause);
    }
  }
}

export function tokenInvalid(cause?: unknown): AppError {
  return new AppError(
    'AUTH.TOKEN_INVALID',
    'The access token is missing, wrong or expired: refresh it or sign in again.',
    {},
    { cause },
  );
}
