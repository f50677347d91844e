import {
  BY_PLATFORM,
  trainingRunIdSchema,
  trainingStageSchema,
  trainingTriggerSchema,
  userIdSchema,
  type AuditAuthor,
  type OrganizationId,
  type TrainingRunId,
  type UserId,
} from '@eagle/contracts/domain';
import { correlationId } from '@eagle/messaging';
import { audit, type OrganizationDatabase } from '@eagle/persistence';
import { z } from 'zod';
import type {
  LastRun,
  RunEnd,
  RunProgress,
  TrainingRequest,
  TrainingRuns,
} from '../schedule/training-runs.js';

/** Lines of a run's log that are kept; the oldest are removed first. */
const LOG_LINES_MAX = 200;

/** Audit actions for the ends of a run. */
const ENDED = {
  done: 'TRAINING.DONE',
  refused: 'TRAINING.REFUSED',
  failed: 'TRAINING.FAILED',
  cancelled: 'TRAINING.CANCELLED',
} as const satisfies Record<RunEnd['stage'], string>;

const openRow = z.object({
  id: trainingRunIdSchema,
  trigger: trainingTriggerSchema,
  requested_by: userIdSchema.nullable(),
  request: z.string(),
  attempt: z.number().int(),
  stage: trainingStageSchema,
});
const lastRow = z.object({
  started_at: z.date(),
  finished_at: z.date(),
  stage: trainingStageSchema,
  reason: z.string(),
});

/**
 * Training runs in the platform's database, under row-level security. Their beginning and end are
 * audited, too.
 */
export class PostgresTrainingRuns implements TrainingRuns {
  constructor(
    private readonly database: OrganizationDatabase,
    private readonly now: () => number,
  ) {}

  async open(organizationId: OrganizationId, request: TrainingRequest): Promise<void> {
    const { runId, trigger, actorId, reason, attempt } = request;
    await this.database.forOrganization(organizationId, async (tx) => {
      const { rowCount } = await tx.query(
        `INSERT INTO training_runs (id, organization_id, stage, reason, started_at, trigger, requested_by, request, attempt)
         VALUES ($1, $2, 'waiting', 'It begins when its turn comes.', $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [runId, organizationId, this.instant(), trigger, actorId, reason, attempt],
      );
      const subject = { kind: 'training' as const, id: runId };
      const details = { trigger, reason };
      const by = byOf(actorId);
      if (rowCount === 1) await audit(tx, { action: 'TRAINING.REQUESTED', subject, details, by });
    });
  }

  async progress(organizationId: OrganizationId, runId: TrainingRunId, now: RunProgress): Promise<void> {
    const line = now.isLogged ? [{ at: this.instant(), stage: now.stage, text: now.text }] : [];
    await this.database.forOrganization(organizationId, (tx) =>
      tx.query(
        `UPDATE training_runs SET stage = $3, progress = $4, reason = $5, attempt = $6,
           log = (SELECT coalesce(jsonb_agg(line ORDER BY n), '[]') FROM jsonb_array_elements(log || $7::jsonb) WITH ORDINALITY AS l(line, n)
                   WHERE n > jsonb_array_length(log || $7::jsonb) - $8)
         WHERE organization_id = $1 AND id = $2 AND finished_at IS NULL`,
        [
          organizationId,
          runId,
          now.stage,
          now.progress,
          now.text,
          now.attempt,
          JSON.stringify(line),
          LOG_LINES_MAX,
        ],
      ),
    );
  }

  async finish(
    organizationId: OrganizationId,
    runId: TrainingRunId,
    { stage, reason, version, metrics }: RunEnd,
    by: AuditAuthor,
  ): Promise<void> {
    const at = this.instant();
    await this.database.forOrganization(organizationId, async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE training_runs SET stage = $3, reason = $4, version = $5, metrics = $6, finished_at = $7,
           progress = CASE WHEN $3 = 'done' THEN 1 ELSE progress END, log = log || $8::jsonb
         WHERE organization_id = $1 AND id = $2 AND finished_at IS NULL`,
        [
          ...[organizationId, runId, stage, reason, version],
          ...[
            metrics === null ? null : JSON.stringify(metrics),
            at,
            JSON.stringify([{ at, stage, text: reason }]),
          ],
        ],
      );
      const subject = { kind: 'training' as const, id: runId };
      const details = { reason, version };
      if (rowCount === 1) await audit(tx, { action: ENDED[stage], subject, details, by });
    });
  }

  leftOpen(organizationId: OrganizationId): Promise<(TrainingRequest & { hadBegun: boolean })[]> {
    const at = this.instant();
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT id, trigger, requested_by, request, attempt, stage FROM training_runs
          WHERE organization_id = $1 AND finished_at IS NULL ORDER BY started_at FOR UPDATE`,
        [organizationId],
      );
      const open = z.array(openRow).parse(rows);
      for (const { id, stage } of open) {
        if (stage === 'waiting') continue;
        const reason = 'The service was stopped while it ran.';
        await tx.query(
          `UPDATE training_runs SET stage = 'failed', reason = $3, finished_at = $4, log = log || $5::jsonb
            WHERE organization_id = $1 AND id = $2`,
          [organizationId, id, reason, at, JSON.stringify([{ at, stage: 'failed', text: reason }])],
        );
        const subject = { kind: 'training' as const, id };
        const details = { reason, version: null };
        await audit(tx, { action: 'TRAINING.FAILED', subject, details, by: BY_PLATFORM });
      }
      return open.map(({ id, trigger, requested_by: actorId, request: reason, attempt, stage }) => {
        return { runId: id, trigger, actorId, reason, attempt, hadBegun: stage !== 'waiting' };
      });
    });
  }

  last(organizationId: OrganizationId): Promise<LastRun | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT started_at, finished_at, stage, reason FROM training_runs
          WHERE organization_id = $1 AND finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1`,
        [organizationId],
      );
      if (rows[0] === undefined) return null;
      const { started_at: started, finished_at: finished, stage, reason } = lastRow.parse(rows[0]);
      return { startedMs: started.getTime(), finishedMs: finished.getTime(), stage, reason };
    });
  }

  private instant(): string {
    return new Date(this.now()).toISOString();
  }
}

/**
 * The requester with the current request; trainings that the platform starts by itself have none.
 */
const byOf = (actorId: UserId | null): AuditAuthor =>
  actorId === null ? BY_PLATFORM : { actorId, correlationId: correlationId() ?? null };
