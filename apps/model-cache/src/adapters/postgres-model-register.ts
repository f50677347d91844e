import {
  AppError,
  BY_PLATFORM,
  type AuditAuthor,
  leftServiceSchema,
  modelStateSchema,
  modelTagSchema,
  modelVersionSchema,
  type ModelFinding,
  type ModelManifest,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { Change, Step } from '@eagle/models';
import {
  audit,
  recordModelStep,
  type OrganizationDatabase,
  type OrganizationTransaction,
} from '@eagle/persistence';
import { z } from 'zod';
import type { ModelRegister, RegisteredVersion } from '../life/model-register.js';

/** More tags on one version would not help anybody to find it. */
const TAGS_MAX = 20;

const versionRow = z.object({
  version: modelVersionSchema,
  state: modelStateSchema,
  state_reason: z.string(),
  state_at: z.date(),
  refused_by_gate: z.boolean(),
  overridden: z.boolean(),
  created_at: z.date(),
  served_until: z.date().nullable(),
  left_service: leftServiceSchema.nullable(),
  artifact_path: z.string(),
});
const tagsRow = z.object({ state: modelStateSchema, tags: z.array(modelTagSchema) });

/** The model register in the platform's database, under row-level security. */
export class PostgresModelRegister implements ModelRegister {
  constructor(private readonly database: OrganizationDatabase) {}

  read(organizationId: OrganizationId): Promise<RegisteredVersion[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT version, state, state_reason, state_at, refused_by_gate, overridden, created_at, served_until, left_service, artifact_path
           FROM model_versions WHERE organization_id = $1 ORDER BY created_at, version`,
        [organizationId],
      );
      return rows.map((row) => recordOf(versionRow.parse(row)));
    });
  }

  async ensure(manifest: ModelManifest, artifactPath: string): Promise<void> {
    const { organizationId, version, createdAt, verdict } = manifest;
    await this.database.forOrganization(organizationId, async (tx) => {
      const { rowCount } = await tx.query(
        `INSERT INTO model_versions (organization_id, version, state, manifest, artifact_path, created_at, state_at)
         VALUES ($1, $2, 'registered', $3, $4, $5, now()) ON CONFLICT DO NOTHING`,
        [organizationId, version, JSON.stringify(manifest), artifactPath, createdAt],
      );
      if (rowCount === 0) return;
      const reason = verdict?.reason ?? 'Found in the artifact store when it was announced.';
      const step = { version, action: 'registered', from: null, to: 'registered', reason } as const;
      await recordModelStep(tx, { ...step, at: new Date().toISOString(), override: false }, BY_PLATFORM);
    });
  }

  async apply(
    organizationId: OrganizationId,
    { steps }: Pick<Change, 'steps'>,
    by: AuditAuthor,
    at: string,
  ): Promise<void> {
    await this.database.forOrganization(organizationId, async (tx) => {
      for (const step of steps) await take(tx, step, by, at);
    });
  }

  async remove(
    organizationId: OrganizationId,
    version: ModelVersion,
    by: AuditAuthor,
    reason: string,
  ): Promise<void> {
    await this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `DELETE FROM model_versions WHERE organization_id = $1 AND version = $2 AND state <> 'champion' RETURNING state`,
        [organizationId, version],
      );
      const from = z.array(z.object({ state: modelStateSchema })).parse(rows)[0]?.state;
      if (from === undefined) throw changed(version);
      const step = { version, action: 'deleted', from, to: null, reason, override: false } as const;
      await recordModelStep(tx, { ...step, at: new Date().toISOString() }, by);
    });
  }

  async noteFindings(
    organizationId: OrganizationId,
    {
      appeared,
      gone,
    }: { readonly appeared: readonly ModelFinding[]; readonly gone: readonly ModelFinding[] },
  ): Promise<void> {
    await this.database.forOrganization(organizationId, async (tx) => {
      for (const finding of appeared) await auditFinding(tx, 'MODEL.WATCH_FOUND', finding);
      for (const finding of gone) await auditFinding(tx, 'MODEL.WATCH_GONE', finding);
    });
  }

  tag(
    organizationId: OrganizationId,
    version: ModelVersion,
    by: AuditAuthor,
    { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<string[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        'SELECT state, tags FROM model_versions WHERE organization_id = $1 AND version = $2 FOR UPDATE',
        [organizationId, version],
      );
      if (rows[0] === undefined) {
        throw new AppError('MODEL.NOT_FOUND', 'There is no model of this version.');
      }
      const { state, tags: before } = tagsRow.parse(rows[0]);
      const tags = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag)).sort();
      if (tags.length > TAGS_MAX) {
        throw new AppError('MODEL.TAGS_MAX', `A version has ${TAGS_MAX} tags at most.`);
      }
      if (tags.join() === before.join()) return tags;
      await tx.query('UPDATE model_versions SET tags = $3 WHERE organization_id = $1 AND version = $2', [
        organizationId,
        version,
        tags,
      ]);
      const reason = tags.length === 0 ? 'No tags any more.' : `Tags now: ${tags.join(', ')}.`;
      const step = { version, action: 'tagged', from: state, to: state, reason, override: false } as const;
      await recordModelStep(tx, { ...step, at: new Date().toISOString() }, by);
      return tags;
    });
  }
}

async function take(
  tx: OrganizationTransaction,
  { version, from, to, action, reason, override, leftService }: Step,
  by: AuditAuthor,
  at: string,
): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE model_versions SET state = $4, state_reason = $5, state_at = $6,
       overridden = CASE WHEN $7::boolean OR $8 IN ('promoted', 'shadowed') THEN $7::boolean ELSE overridden END,
       left_service = CASE WHEN $9::text IS NULL THEN left_service ELSE $9 END,
       served_until = CASE WHEN $9::text IS NULL THEN served_until ELSE $6::timestamptz END
     WHERE organization_id = $1 AND version = $2 AND state = $3`,
    [tx.organizationId, version, from, to, reason, at, override, action, leftService],
  );
  if (rowCount === 0) throw changed(version);
  await recordModelStep(tx, { at, version, action, from, to, reason, override }, by);
}

async function auditFinding(
  tx: OrganizationTransaction,
  action: 'MODEL.WATCH_FOUND' | 'MODEL.WATCH_GONE',
  finding: ModelFinding,
): Promise<void> {
  const id = 'version' in finding ? finding.version : 'all';
  await audit(tx, { action, subject: { kind: 'model', id }, details: { finding }, by: BY_PLATFORM });
}

const changed = (version: ModelVersion): AppError =>
  new AppError('MODEL.CHANGED', `Another request has changed version ${version} meanwhile; read it again.`);

function recordOf(row: z.infer<typeof versionRow>): RegisteredVersion {
  return {
    version: row.version,
    state: row.state,
    stateReason: row.state_reason,
    stateAtMs: row.state_at.getTime(),
    refusedByGate: row.refused_by_gate,
    overridden: row.overridden,
    createdAtMs: row.created_at.getTime(),
    servedUntilMs: row.served_until?.getTime() ?? null,
    leftService: row.left_service,
    artifactPath: row.artifact_path,
  };
}
