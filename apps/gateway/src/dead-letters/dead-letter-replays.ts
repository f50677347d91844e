import { type OrganizationId, platformText } from '@eagle/contracts/domain';
import { audit, type Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { authorOf } from '../audit/audit-log.js';
import type { Principal } from '../access/principal.js';
import { queryRows } from '../query-rows.js';

const ACTION = 'DEAD_LETTER.REPLAY_ASKED';
const replayRow = z.object({ target: platformText, stored_at: platformText, at: z.date() });

/** A dead letter of the bus. Another letter may have had the same place before. */
export interface PlacedLetter {
  readonly sequence: number;
  readonly storedAt: string;
}

/** Which dead letters somebody has replayed, as the audit log has it. */
@Injectable()
export class DeadLetterReplays {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Written before the replay: every replay has a responsible person. */
  async note(
    principal: Principal,
    organizationId: OrganizationId,
    { sequence, storedAt }: PlacedLetter,
    originalSubject: string,
  ): Promise<void> {
    await this.database.forOrganization(organizationId, (tx) =>
      audit(tx, {
        action: ACTION,
        subject: { kind: 'dead-letter', id: String(sequence) },
        details: { originalSubject, storedAt },
        by: authorOf(principal),
      }),
    );
  }

  /**
   * The time of the last replay of each letter, by its place; letters without a replay are absent.
   */
  async lastOf(
    organizationId: OrganizationId,
    letters: readonly PlacedLetter[],
  ): Promise<ReadonlyMap<number, string>> {
    if (letters.length === 0) return new Map();
    const targets = letters.map(({ sequence }) => `dead-letter/${sequence}`);
    const rows = await this.database.forOrganization(organizationId, (tx) =>
      queryRows(
        tx,
        `SELECT target, details->>'storedAt' AS stored_at, max(at) AS at FROM audit_log
          WHERE organization_id = $1 AND action = $2 AND target = ANY ($3) GROUP BY target, stored_at`,
        [organizationId, ACTION, targets],
      ),
    );
    const asked = rows.map((row) => replayRow.parse(row));
    return new Map(
      letters.flatMap(({ sequence, storedAt }): [number, string][] => {
        const own = asked.find(
          (row) => row.target === `dead-letter/${sequence}` && row.stored_at === storedAt,
        );
        return own === undefined ? [] : [[sequence, own.at.toISOString()]];
      }),
    );
  }
}
