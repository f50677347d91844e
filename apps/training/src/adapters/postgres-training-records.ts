import {
  assetIdSchema,
  componentNameSchema,
  featureSetHashSchema,
  modelVersionSchema,
  type ModelManifest,
  type OrganizationId,
  type TrainingRunId,
} from '@eagle/contracts';
import type { Failure } from '@eagle/models';
import type { Database } from '@eagle/persistence';
import { z } from 'zod';
import type { FinishedRun, RegisteredVersion, TrainingRecords } from '../ports.js';

const failureRow = z.object({
  asset_id: assetIdSchema,
  component: componentNameSchema,
  at: z.date(),
  ends_at: z.date().nullable(),
});
const versionRow = z.object({
  version: modelVersionSchema,
  artifact_path: z.string(),
  feature_set_hash: featureSetHashSchema,
});

/** Register of models, training runs and failure records, under row-level security. */
export class PostgresTrainingRecords implements TrainingRecords {
  constructor(private readonly database: Database) {}

  failureRecords(organizationId: OrganizationId): Promise<Failure[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        'SELECT asset_id, component, at, ends_at FROM failure_records WHERE organization_id = $1 ORDER BY at',
        [organizationId],
      );
      return rows.map((row): Failure => {
        const { asset_id: assetId, component, at, ends_at: endsAt } = failureRow.parse(row);
        return {
          assetId,
          component,
          atMs: at.getTime(),
          endsMs: Math.max(at.getTime(), endsAt?.getTime() ?? 0),
        };
      });
    });
  }

  newestVersion(organizationId: OrganizationId): Promise<RegisteredVersion | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT version, artifact_path, manifest->>'featureSetHash' AS feature_set_hash FROM model_versions
         WHERE organization_id = $1 ORDER BY string_to_array(version, '.')::int[] DESC LIMIT 1`,
        [organizationId],
      );
      const [row] = rows;
      if (row === undefined) return null;
      const {
        version,
        artifact_path: artifactPath,
        feature_set_hash: featureSetHash,
      } = versionRow.parse(row);
      return { version, artifactPath, featureSetHash };
    });
  }

  async registerModel(
    organizationId: OrganizationId,
    manifest: ModelManifest,
    artifactPath: string,
  ): Promise<void> {
    await this.database.forOrganization(organizationId, (tx) =>
      tx.query(
        `INSERT INTO model_versions (organization_id, version, state, manifest, artifact_path, created_at)
         VALUES ($1, $2, 'registered', $3, $4, $5)`,
        [organizationId, manifest.version, JSON.stringify(manifest), artifactPath, manifest.createdAt],
      ),
    );
  }

  async startRun(organizationId: OrganizationId, runId: TrainingRunId): Promise<void> {
    await this.database.forOrganization(organizationId, (tx) =>
      tx.query(
        `INSERT INTO training_runs (id, organization_id, stage, reason, started_at)
         VALUES ($1, $2, 'training', 'The training is under way.', now())`,
        [runId, organizationId],
      ),
    );
  }

  async finishRun(organizationId: OrganizationId, run: FinishedRun): Promise<void> {
    await this.database.forOrganization(organizationId, (tx) =>
      tx.query(
        `UPDATE training_runs SET stage = $3, reason = $4, metrics = $5, finished_at = now()
         WHERE organization_id = $1 AND id = $2`,
        [
          organizationId,
          run.runId,
          run.stage,
          run.reason,
          run.metrics === null ? null : JSON.stringify(run.metrics),
        ],
      ),
    );
  }

  async closeAbandonedRuns(organizationId: OrganizationId): Promise<void> {
    await this.database.forOrganization(organizationId, (tx) =>
      tx.query(
        `UPDATE training_runs SET stage = 'failed', reason = 'The service was stopped while it ran.', finished_at = now()
         WHERE organization_id = $1 AND finished_at IS NULL`,
        [organizationId],
      ),
    );
  }
}
