import { AppError, organizationIdSchema, userIdSchema, type UserId } from '@eagle/contracts/domain';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Account, AccountRepository } from './account.repository.js';
import type { Principal } from './principal.js';
import type { AccessClaims } from './access-tokens.js';
import { GatheredReads } from './gathered-reads.js';

/** Each request asks who its sender is: beyond so many queries, the questions of further requests go together. */
const QUERIES_AT_ONCE_MAX = 4;

/** Turns a verified token into who that person is at this moment. */
@Injectable()
export class Principals {
  private readonly accounts: GatheredReads<
    { readonly userId: UserId; readonly sessionId: string },
    Account | null
  >;

  constructor(@Inject(AccountRepository) accounts: AccountRepository) {
    this.accounts = new GatheredReads((signIns) => accounts.accounts(signIns), QUERIES_AT_ONCE_MAX);
  }

  /** @throws AppError `AUTH.ACCESS_WITHDRAWN` (unauthenticated) when user, organization or sign-in no longer hold. */
  async of(claims: AccessClaims): Promise<Principal> {
    const account = await this.accounts.ask({ userId: claims.sub, sessionId: claims.sid });
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
    'This sign-in has ended, or the user or organization was disabled.',
    from,
  );
}
