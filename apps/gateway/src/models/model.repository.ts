import {
  modelManifestSchema,
  modelStateSchema,
  modelStepSchema,
  modelTagSchema,
  modelVersionSchema,
  type ModelManifest,
  type ModelStep,
  type ModelVersion,
  type OrganizationId,
  platformText,
} from '@eagle/contracts/domain';
import type { ModelDetail, ModelSummary } from '@eagle/contracts/rest';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';

const modelRow = z.object({
  version: modelVersionSchema,
  state: modelStateSchema,
  state_reason: platformText,
  state_at: z.date(),
  overridden: z.boolean(),
  tags: z.array(modelTagSchema),
  manifest: modelManifestSchema,
  created_at: z.date(),
});
const stepRow = z.object({
  at: z.date(),
  version: modelVersionSchema,
  action: modelStepSchema.shape.action,
  from_state: modelStateSchema.nullable(),
  to_state: modelStateSchema.nullable(),
  actor_id: modelStepSchema.shape.actorId,
  reason: platformText,
  override: z.boolean(),
});

const COLUMNS = 'version, state, state_reason, state_at, overridden, tags, manifest, created_at';

/** Reads the registry, which training and model-cache write. */
@Injectable()
export class ModelRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Newest first, after the given place; with a tag: only those that have it. */
  models(
    organizationId: OrganizationId,
    tag: string | null,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<ModelSummary[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT ${COLUMNS} FROM model_versions
          WHERE organization_id = $1 AND ($2::timestamptz IS NULL OR (created_at, version) < ($2, $3::text))
            AND ($5::text IS NULL OR $5 = ANY (tags))
          ORDER BY created_at DESC, version DESC LIMIT $4`,
        [organizationId, after?.[0] ?? null, after?.[1] ?? null, limit, tag],
      );
      return rows.map((row) => summaryOf(modelRow.parse(row)));
    });
  }

  model(organizationId: OrganizationId, version: ModelVersion): Promise<ModelDetail | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT ${COLUMNS} FROM model_versions WHERE organization_id = $1 AND version = $2`,
        [organizationId, version],
      );
      if (rows[0] === undefined) return null;
      const row = modelRow.parse(rows[0]);
      const steps = await queryRows(
        tx,
        `SELECT at, version, action, from_state, to_state, actor_id, reason, override FROM model_steps
          WHERE organization_id = $1 AND version = $2 ORDER BY id`,
        [organizationId, version],
      );
      return {
        ...summaryOf(row),
        manifest: row.manifest,
        history: steps.map((step) => stepOf(stepRow.parse(step))),
      };
    });
  }

  /** What was done with the organization's versions, deleted ones too; newest first. */
  history(organizationId: OrganizationId, limit: number): Promise<ModelStep[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const steps = await queryRows(
        tx,
        `SELECT at, version, action, from_state, to_state, actor_id, reason, override FROM model_steps
          WHERE organization_id = $1 ORDER BY id DESC LIMIT $2`,
        [organizationId, limit],
      );
      return steps.map((step) => stepOf(stepRow.parse(step)));
    });
  }
}

function summaryOf(row: z.infer<typeof modelRow>): ModelSummary {
  const { manifest } = row;
  return {
    version: row.version,
    state: row.state,
    stateReason: row.state_reason,
    stateAt: row.state_at.toISOString(),
    overridden: row.overridden,
    tags: row.tags,
    createdAt: row.created_at.toISOString(),
    metrics: manifest.metrics,
    intervals: intervalsOf(manifest),
    verdict: manifest.verdict,
    trainedFrom: manifest.trainedFrom,
    trainedTo: manifest.trainedTo,
    featureCount: manifest.featureNames.length,
    components: manifest.components,
  };
}

function intervalsOf({ judgement }: ModelManifest): ModelSummary['intervals'] {
  if (judgement === null) return null;
  const { warnedShare, falseAlarmsPerAssetDay } = judgement.model;
  return { warnedShare, falseAlarmsPerAssetDay };
}

function stepOf(row: z.infer<typeof stepRow>): ModelStep {
  const { at, version, action, reason, override } = row;
  const [from, to, actorId] = [row.from_state, row.to_state, row.actor_id];
  return { at: at.toISOString(), version, action, from, to, actorId, reason, override };
}
