import { AppError, organizationIdSchema, userIdSchema } from '@eagle/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UserRepository } from '../adapters/postgres/user.repository.js';
import type { Principal } from '../tenancy/principal.js';
import type { AccessClaims } from './access-tokens.js';

/** Turns a verified token into who that person is at this moment. */
@Injectable()
export class Principals {
  constructor(@Inject(UserRepository) private readonly users: UserRepository) {}

  /** @throws AppError `AUTH.ACCESS_WITHDRAWN` (unauthenticated) when user, organization or sign-in no longer hold. */
  async of(claims: AccessClaims): Promise<Principal> {
    const account = await this.users.account(claims.sub, claims.sid);
    if (account === null) throw accessWithdrawn();
    if (!account.isActive)
      throw accessWithdrawn({ userId: claims.sub, organizationId: account.organizationId });
    return {
      userId: claims.sub,
      role: account.role,
      organizationId: account.organizationId,
      sessionId: claims.sid,
      expiresAtMs: claims.exp * 1_000,
    };
  }
}

/** Whom access was withdrawn from, for the audit log. */
export const withdrawnFromSchema = z.object({
  userId: userIdSchema,
  organizationId: organizationIdSchema.nullable(),
});

export function accessWithdrawn(from?: z.infer<typeof withdrawnFromSchema>): AppError {
  return new AppError(
    'AUTH.ACCESS_WITHDRAWN',
    'unauthenticated',
    'This sign-in has ended, or the user or organization was disabled.',
    from,
  );
}
