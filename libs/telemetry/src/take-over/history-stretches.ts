import { rejectionReasonSchema, type OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase, OrganizationTransaction } from '@eagle/persistence';
import { z } from 'zod';
import {
  planWanted,
  STRETCH_REASONS,
  STRETCH_STATES,
  type HistoryStretch,
  type RejectedCounts,
  type WantedStretch,
} from './history-stretch.js';

const stretchRow = z.object({
  id: z.uuid(),
  reason: z.enum(STRETCH_REASONS),
  state: z.enum(STRETCH_STATES),
  from_at: z.date(),
  until_at: z.date(),
  reached_at: z.date(),
  rows: z.number(),
  rejected: z.partialRecord(rejectionReasonSchema, z.number()),
  explanation: z.string().nullable(),
  wanted_at: z.date(),
  progressed_at: z.date().nullable(),
  ended_at: z.date().nullable(),
});

const stretchOf = (row: unknown): HistoryStretch => {
  const parsed = stretchRow.parse(row);
  return {
    id: parsed.id,
    reason: parsed.reason,
    state: parsed.state,
    fromMs: parsed.from_at.getTime(),
    untilMs: parsed.until_at.getTime(),
    reachedMs: parsed.reached_at.getTime(),
    rows: parsed.rows,
    rejected: parsed.rejected,
    explanation: parsed.explanation,
    wantedAtMs: parsed.wanted_at.getTime(),
    progressedAtMs: parsed.progressed_at?.getTime() ?? null,
    endedAtMs: parsed.ended_at?.getTime() ?? null,
  };
};

/** What a piece brought: its rows are stored. */
export interface StretchProgress {
  /** Not above the instant that was reached before. */
  readonly reachedMs: number;
  readonly rows: number;
  readonly rejected: RejectedCounts;
}

/**
 * The stretches of organizations that are read from their sources, in `history_stretches`. Errors:
 * those of the database, see `databaseError`.
 */
export class HistoryStretches {
  constructor(private readonly database: OrganizationDatabase) {}

  /** Newest first. */
  all(organizationId: OrganizationId): Promise<HistoryStretch[]> {
    return this.database.forOrganization(organizationId, read);
  }

  /**
   * Sees to it that a range is read from the source. Called twice it changes nothing the second
   * time, while the first still waits.
   */
  async want(organizationId: OrganizationId, wanted: WantedStretch): Promise<void> {
    const whole = { ...wanted, fromMs: Math.floor(wanted.fromMs), untilMs: Math.ceil(wanted.untilMs) };
    await this.database.forOrganization(organizationId, async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('history_stretches'), hashtext($1))`, [
        organizationId,
      ]);
      const plan = planWanted(await read(tx), whole);
      await tx.query('DELETE FROM history_stretches WHERE organization_id = $1 AND id = ANY($2)', [
        organizationId,
        plan.replacedIds,
      ]);
      for (const { reason, fromMs, untilMs } of plan.added) {
        const isEmpty = fromMs === untilMs;
        await tx.query(
          `INSERT INTO history_stretches (organization_id, reason, from_at, until_at, reached_at, state, ended_at)
           VALUES ($1, $2, $3, $4, $4, $5, CASE $5 WHEN 'done' THEN now() END)`,
          [organizationId, reason, new Date(fromMs), new Date(untilMs), isEmpty ? 'done' : 'waiting'],
        );
      }
    });
  }

  /** Marks a stretch as being read. @returns it as it is now; null where another took its place. */
  begin(organizationId: OrganizationId, id: string): Promise<HistoryStretch | null> {
    return this.change(organizationId, id, `state = 'running'`, []);
  }

  /**
   * Rows down to an instant are stored.
   * @returns the stretch as it is now; null where it is gone.
   */
  advance(organizationId: OrganizationId, id: string, done: StretchProgress): Promise<HistoryStretch | null> {
    const assignments = 'reached_at = $3, rows = rows + $4, rejected = $5, progressed_at = now()';
    return this.database.forOrganization(organizationId, async (tx) => {
      const before = (await read(tx)).find((stretch) => stretch.id === id);
      const rejected = added(before?.rejected ?? {}, done.rejected);
      return change(tx, id, assignments, [new Date(done.reachedMs), done.rows, rejected]);
    });
  }

  /** Nothing more is read of a stretch; what it did not reach is no part of it any more. */
  finish(organizationId: OrganizationId, id: string): Promise<HistoryStretch | null> {
    return this.change(organizationId, id, `state = 'done', from_at = reached_at, ended_at = now()`, []);
  }

  /** What was not reached cannot be read. @param explanation  One plain sentence. */
  giveUp(organizationId: OrganizationId, id: string, explanation: string): Promise<HistoryStretch | null> {
    return this.change(organizationId, id, `state = 'given-up', explanation = $3, ended_at = now()`, [
      explanation,
    ]);
  }

  private change(
    organizationId: OrganizationId,
    id: string,
    assignments: string,
    values: readonly unknown[],
  ): Promise<HistoryStretch | null> {
    return this.database.forOrganization(organizationId, (tx) => change(tx, id, assignments, values));
  }
}

/** Changes a stretch that is not over. */
async function change(
  tx: OrganizationTransaction,
  id: string,
  assignments: string,
  values: readonly unknown[],
): Promise<HistoryStretch | null> {
  const { rows } = await tx.query(
    `UPDATE history_stretches SET ${assignments}
      WHERE organization_id = $1 AND id = $2 AND state IN ('waiting', 'running') RETURNING *`,
    [tx.organizationId, id, ...values],
  );
  return rows[0] === undefined ? null : stretchOf(rows[0]);
}

async function read(tx: OrganizationTransaction): Promise<HistoryStretch[]> {
  const { rows } = await tx.query(
    'SELECT * FROM history_stretches WHERE organization_id = $1 ORDER BY until_at DESC, from_at DESC, id',
    [tx.organizationId],
  );
  return rows.map(stretchOf);
}

function added(before: RejectedCounts, more: RejectedCounts): RejectedCounts {
  const sum = { ...before };
  for (const reason of rejectionReasonSchema.options) {
    const count = more[reason];
    if (count !== undefined) sum[reason] = (sum[reason] ?? 0) + count;
  }
  return sum;
}
