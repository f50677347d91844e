import {
  organizationIdSchema,
  type OrganizationId,
  platformText,
  roleSchema,
  type User,
  type UserId,
} from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';

const accountRow = z.object({
  place: z.number(),
  role: roleSchema,
  organization_id: organizationIdSchema.nullable(),
  is_active: z.boolean(),
});

/** What a user may do now. `isActive`: user, organization and sign-in all hold. */
export interface Account {
  readonly role: User['role'];
  readonly organizationId: OrganizationId | null;
  readonly isActive: boolean;
}

/** What signed-in users may do now, read across all organizations. */
@Injectable()
export class AccountRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The present state of each sign-in and its user, in the given order; null where there is no such
   * user.
   */
  accounts(
    signIns: readonly { readonly userId: UserId; readonly sessionId: string }[],
  ): Promise<(Account | null)[]> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT s.place, u.role, u.organization_id,
                u.enabled AND COALESCE(o.enabled, u.organization_id IS NULL)
                AND EXISTS (SELECT 1 FROM sign_ins i
                             WHERE i.id = s.session_id AND i.user_id = u.id AND i.ended_at IS NULL) AS is_active
           FROM UNNEST($1::uuid[], $2::uuid[]) WITH ORDINALITY AS s(user_id, session_id, place)
           JOIN users u ON u.id = s.user_id LEFT JOIN organizations o ON o.id = u.organization_id`,
        [signIns.map(({ userId }) => userId), signIns.map(({ sessionId }) => sessionId)],
      );
      const found = new Map(rows.map((row) => accountRow.parse(row)).map((row) => [row.place, row]));
      return signIns.map((_, i) => {
        const row = found.get(i + 1);
        return row === undefined
          ? null
          : { role: row.role, organizationId: row.organization_id, isActive: row.is_active };
      });
    });
  }

  /** The given sign-ins that are still valid: the user is enabled and has the same role. */
  activeSessions(
    sessions: readonly { readonly userId: UserId; readonly sessionId: string; readonly role: User['role'] }[],
  ): Promise<ReadonlySet<string>> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT s.session_id
           FROM UNNEST($1::uuid[], $2::uuid[], $3::text[]) AS s(user_id, session_id, role)
           JOIN users u ON u.id = s.user_id AND u.enabled AND u.role = s.role
           LEFT JOIN organizations o ON o.id = u.organization_id
          WHERE COALESCE(o.enabled, u.organization_id IS NULL)
            AND EXISTS (SELECT 1 FROM sign_ins i WHERE i.id = s.session_id AND i.user_id = u.id AND i.ended_at IS NULL)`,
        [sessions.map((s) => s.userId), sessions.map((s) => s.sessionId), sessions.map((s) => s.role)],
      );
      return new Set(rows.map((row) => z.object({ session_id: platformText }).parse(row).session_id));
    });
  }
}
