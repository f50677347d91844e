import {
  organizationIdSchema,
  type OrganizationId,
  roleSchema,
  type User,
  type UserId,
} from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';
import type { Principal } from './principal.js';

const accountRow = z.object({
  place: z.number(),
  role: roleSchema,
  organization_id: organizationIdSchema.nullable(),
  is_active: z.boolean(),
  visits: z.array(z.object({ organizationId: organizationIdSchema, endsAtMs: z.number() })).nullable(),
});

/** What a user may do now. `isActive`: user, organization and sign-in all hold. */
export interface Account {
  readonly role: User['role'];
  readonly organizationId: OrganizationId | null;
  readonly isActive: boolean;
  /** Ends of a super-admin's visits, epoch milliseconds; those that are over may be among them. */
  readonly visits: ReadonlyMap<OrganizationId, number>;
}

const NO_VISITS: ReadonlyMap<OrganizationId, number> = new Map();

/** Somebody who listens to an organization. */
export interface Listener {
  readonly principal: Pick<Principal, 'userId' | 'sessionId' | 'role'>;
  readonly listensTo: OrganizationId;
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
                             WHERE i.id = s.session_id AND i.user_id = u.id AND i.ended_at IS NULL) AS is_active,
                CASE WHEN u.organization_id IS NULL THEN
                  (SELECT jsonb_agg(jsonb_build_object('organizationId', v.organization_id,
                                                       'endsAtMs', floor(extract(epoch FROM v.ends_at) * 1000)))
                     FROM visits v WHERE v.session_id = s.session_id) END AS visits
           FROM UNNEST($1::uuid[], $2::uuid[]) WITH ORDINALITY AS s(user_id, session_id, place)
           JOIN users u ON u.id = s.user_id LEFT JOIN organizations o ON o.id = u.organization_id`,
        [signIns.map(({ userId }) => userId), signIns.map(({ sessionId }) => sessionId)],
      );
      const found = new Map(rows.map((row) => accountRow.parse(row)).map((row) => [row.place, row]));
      return signIns.map((_, i) => {
        const row = found.get(i + 1);
        return row === undefined
          ? null
          : {
              role: row.role,
              organizationId: row.organization_id,
              isActive: row.is_active,
              visits: visitsOf(row),
            };
      });
    });
  }

  /**
   * Which of these may go on listening, by their place: the user is enabled and has the same role, and
   * a super-admin has not left the organization.
   */
  listening(listeners: readonly Listener[], nowMs: number): Promise<ReadonlySet<number>> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT s.place
           FROM UNNEST($1::uuid[], $2::uuid[], $3::text[], $4::uuid[])
                WITH ORDINALITY AS s(user_id, session_id, role, listens_to, place)
           JOIN users u ON u.id = s.user_id AND u.enabled AND u.role = s.role
           LEFT JOIN organizations o ON o.id = u.organization_id
          WHERE COALESCE(o.enabled, u.organization_id IS NULL)
            AND EXISTS (SELECT 1 FROM sign_ins i WHERE i.id = s.session_id AND i.user_id = u.id AND i.ended_at IS NULL)
            AND (u.organization_id IS NOT NULL
                 OR EXISTS (SELECT 1 FROM visits v WHERE v.session_id = s.session_id
                             AND v.organization_id = s.listens_to AND v.ends_at > $5))`,
        [
          listeners.map(({ principal }) => principal.userId),
          listeners.map(({ principal }) => principal.sessionId),
          listeners.map(({ principal }) => principal.role),
          listeners.map(({ listensTo }) => listensTo),
          new Date(nowMs),
        ],
      );
      return new Set(rows.map((row) => placeRow.parse(row).place - 1));
    });
  }
}

const placeRow = z.object({ place: z.number() });

function visitsOf({ visits }: z.infer<typeof accountRow>): ReadonlyMap<OrganizationId, number> {
  if (visits === null) return NO_VISITS;
  return new Map(visits.map(({ organizationId, endsAtMs }) => [organizationId, endsAtMs]));
}
