import {
  instantSchema,
  modelManifestSchema,
  modelVersionSchema,
  type ModelVersion,
  type OrganizationId,
  trainingRunIdSchema,
  type TrainingRunId,
  trainingStageSchema,
} from '@eagle/contracts';
import type { Database } from '@eagle/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DATABASE } from '../../ports.js';
import { queryRows } from './rows.js';

export const modelSummarySchema = z.object({
  version: modelVersionSchema,
  state: z.enum(['registered', 'shadow', 'champion', 'retired', 'refused']),
  createdAt: instantSchema,
  metrics: modelManifestSchema.shape.metrics,
  trainedFrom: instantSchema,
  trainedTo: instantSchema,
  featureCount: z.number().int(),
  components: modelManifestSchema.shape.components,
});
export type ModelSummary = z.infer<typeof modelSummarySchema>;

export const modelDetailSchema = modelSummarySchema.extend({ manifest: modelManifestSchema });
export type ModelDetail = z.infer<typeof modelDetailSchema>;

export const trainingRunSchema = z.object({
  id: trainingRunIdSchema,
  stage: trainingStageSchema,
  reason: z.string(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  metrics: z.unknown().nullable(),
});
export type TrainingRun = z.infer<typeof trainingRunSchema>;

const modelRow = z.object({
  version: modelVersionSchema,
  state: modelSummarySchema.shape.state,
  manifest: modelManifestSchema,
  created_at: z.date(),
});
const runRow = z.object({
  id: trainingRunIdSchema,
  stage: trainingStageSchema,
  reason: z.string(),
  started_at: z.date(),
  finished_at: z.date().nullable(),
  metrics: z.unknown().nullable(),
});

/** Reads the registry and the runs that training wrote. */
@Injectable()
export class ModelRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Newest first, after the given place. */
  models(
    organizationId: OrganizationId,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<ModelSummary[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT version, state, manifest, created_at FROM model_versions
          WHERE organization_id = $1 AND ($2::timestamptz IS NULL OR (created_at, version) < ($2, $3::text))
          ORDER BY created_at DESC, version DESC LIMIT $4`,
        [organizationId, after?.[0] ?? null, after?.[1] ?? null, limit],
      );
      return rows.map((row) => summaryOf(modelRow.parse(row)));
    });
  }

  model(organizationId: OrganizationId, version: ModelVersion): Promise<ModelDetail | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        'SELECT version, state, manifest, created_at FROM model_versions WHERE organization_id = $1 AND version = $2',
        [organizationId, version],
      );
      if (rows[0] === undefined) return null;
      const row = modelRow.parse(rows[0]);
      return { ...summaryOf(row), manifest: row.manifest };
    });
  }

  /** Newest first, after the given place. */
  runs(
    organizationId: OrganizationId,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<TrainingRun[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT id, stage, reason, started_at, finished_at, metrics FROM training_runs
          WHERE organization_id = $1 AND ($2::timestamptz IS NULL OR (started_at, id) < ($2, $3::uuid))
          ORDER BY started_at DESC, id DESC LIMIT $4`,
        [organizationId, after?.[0] ?? null, after?.[1] ?? null, limit],
      );
      return rows.map((row) => runOf(runRow.parse(row)));
    });
  }

  run(organizationId: OrganizationId, id: TrainingRunId): Promise<TrainingRun | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT id, stage, reason, started_at, finished_at, metrics FROM training_runs
          WHERE organization_id = $1 AND id = $2`,
        [organizationId, id],
      );
      return rows[0] === undefined ? null : runOf(runRow.parse(rows[0]));
    });
  }
}

function summaryOf(row: z.infer<typeof modelRow>): ModelSummary {
  const { manifest } = row;
  return {
    version: row.version,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    metrics: manifest.metrics,
    trainedFrom: manifest.trainedFrom,
    trainedTo: manifest.trainedTo,
    featureCount: manifest.featureNames.length,
    components: manifest.components,
  };
}

function runOf(row: z.infer<typeof runRow>): TrainingRun {
  const { id, stage, reason, metrics } = row;
  const finishedAt = row.finished_at?.toISOString() ?? null;
  return { id, stage, reason, startedAt: row.started_at.toISOString(), finishedAt, metrics };
}
