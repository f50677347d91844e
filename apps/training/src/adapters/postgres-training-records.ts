import {
  BY_PLATFORM,
  assetIdSchema,
  componentNameSchema,
  featureSetHashSchema,
  modelStateSchema,
  modelVersionSchema,
  type ModelManifest,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { Failure } from '@eagle/models';
import { recordModelStep, type OrganizationDatabase } from '@eagle/persistence';
import { z } from 'zod';
import type { RegisteredVersion, TrainingRecords } from '../ports.js';

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
  state: modelStateSchema,
});

/** Model register and failure records, under row-level security. */
export class PostgresTrainingRecords implements TrainingRecords {
  constructor(private readonly database: OrganizationDatabase) {}

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
        `SELECT version, state, artifact_path, manifest->>'featureSetHash' AS feature_set_hash FROM model_versions
         WHERE organization_id = $1 ORDER BY string_to_array(version, '.')::int[] DESC LIMIT 1`,
        [organizationId],
      );
      const [row] = rows;
      if (row === undefined) return null;
      const {
        version,
        artifact_path: artifactPath,
        feature_set_hash: featureSetHash,
        state,
      } = versionRow.parse(row);
      return { version, artifactPath, featureSetHash, isToBeServed: state === 'registered' };
    });
  }

  lastVersionGiven(organizationId: OrganizationId): Promise<ModelVersion | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT version FROM (SELECT version FROM model_versions WHERE organization_id = $1
                              UNION SELECT version FROM model_steps WHERE organization_id = $1) AS given
          ORDER BY string_to_array(version, '.')::int[] DESC LIMIT 1`,
        [organizationId],
      );
      return rows[0] === undefined ? null : versionRow.pick({ version: true }).parse(rows[0]).version;
    });
  }

  /**
   * Registers a version, as refused where the gate refused it; register, history and audit are
   * written together.
   */
  async registerModel(
    organizationId: OrganizationId,
    manifest: ModelManifest,
    artifactPath: string,
  ): Promise<void> {
    const { version, verdict, createdAt } = manifest;
    const isRefused = verdict?.promote === false;
    const state = isRefused ? 'refused' : 'registered';
    const reason = verdict?.reason ?? 'Trained without a gate.';
    await this.database.forOrganization(organizationId, async (tx) => {
      await tx.query(
        `INSERT INTO model_versions
           (organization_id, version, state, state_reason, state_at, refused_by_gate, manifest, artifact_path, created_at)
         VALUES ($1, $2, $3, $4, $8, $5, $6, $7, $8)`,
        [
          organizationId,
          version,
          state,
          reason,
          isRefused,
          JSON.stringify(manifest),
          artifactPath,
          createdAt,
        ],
      );
      const step = { version, action: state, from: null, to: state, reason, override: false } as const;
      await recordModelStep(tx, { ...step, at: createdAt }, BY_PLATFORM);
    });
  }
}
