import { AppError, organizationIdSchema, userIdSchema, type UserId } from '@eagle/contracts/domain';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Account, AccountRepository } from './account.repository.js';
import type { Principal } from './principal.js';
import type { AccessClaims } from './access-tokens.js';
import { GatheredReads } from './gathered-reads.js';

/** Each request looks up its sender. Beyond this many queries, further look-ups share one query. */
const QUERIES_AT_ONCE_MAX = 4;

/** Turns a verified token into the principal of this moment. */
@Injectable()
export class Principals {
  private readonly accounts: GatheredReads<
    { readonly userId: UserId; readonly sessionId: string },
    Account | null
  >;

  constructor(@Inject(AccountRepository) accounts: AccountRepository) {
    this.accounts = new GatheredReads((signIns) => accounts.accounts(signIns), QUERIES_AT_ONCE_MAX);
  }

  /**
   * @throws AppError `AUTH.ACCESS_WITHDRAWN` (unauthenticated) when the user, the organization or
   *   the sign-in is no longer valid.
   */
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
      visits: account.visits,
    };
  }
}

/** Users who lost their access, for the audit log. */
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
