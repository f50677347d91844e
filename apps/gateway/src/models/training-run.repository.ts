import {
  modelMetricsSchema,
  modelVersionSchema,
  type OrganizationId,
  trainingRunIdSchema,
  type TrainingRunId,
  trainingStageSchema,
  trainingTriggerSchema,
  userIdSchema,
  platformText,
} from '@eagle/contracts/domain';
import { trainingLogLineSchema, type TrainingRun } from '@eagle/contracts/rest';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';

const runRow = z.object({
  id: trainingRunIdSchema,
  stage: trainingStageSchema,
  progress: z.number(),
  reason: platformText,
  trigger: trainingTriggerSchema,
  requested_by: userIdSchema.nullable(),
  request: platformText,
  attempt: z.number().int(),
  started_at: z.date(),
  finished_at: z.date().nullable(),
  version: modelVersionSchema.nullable(),
  metrics: modelMetricsSchema.nullable(),
});
const detailRow = runRow.extend({ log: z.array(trainingLogLineSchema) });

const COLUMNS =
  'id, stage, progress, reason, trigger, requested_by, request, attempt, started_at, finished_at, version, metrics';

/** Reads the runs that training wrote. */
@Injectable()
export class TrainingRunRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Newest first, after the given place. */
  runs(
    organizationId: OrganizationId,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<TrainingRun[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT ${COLUMNS} FROM training_runs
          WHERE organization_id = $1 AND ($2::timestamptz IS NULL OR (started_at, id) < ($2, $3::uuid))
          ORDER BY started_at DESC, id DESC LIMIT $4`,
        [organizationId, after?.[0] ?? null, after?.[1] ?? null, limit],
      );
      return rows.map((row) => runOf(runRow.parse(row)));
    });
  }

  run(
    organizationId: OrganizationId,
    id: TrainingRunId,
  ): Promise<(TrainingRun & { log: z.infer<typeof trainingLogLineSchema>[] }) | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT ${COLUMNS}, log FROM training_runs WHERE organization_id = $1 AND id = $2`,
        [organizationId, id],
      );
      if (rows[0] === undefined) return null;
      const row = detailRow.parse(rows[0]);
      return { ...runOf(row), log: row.log };
    });
  }
}

function runOf(row: z.infer<typeof runRow>): TrainingRun {
  const { started_at: started, finished_at: finished, requested_by: requestedBy, ...same } = row;
  const { id, stage, progress, reason, trigger, request, attempt, version, metrics } = same;
  return {
    ...{ id, stage, progress, reason, trigger, requestedBy, request, attempt, version, metrics },
    startedAt: started.toISOString(),
    finishedAt: finished?.toISOString() ?? null,
  };
}
