import type { OrganizationId } from '@eagle/contracts/domain';
import { judgedManifest } from '@eagle/testing';
import type { BenchPlatform } from '../bench-platform.js';

const MADE = [
  { version: '1.4.0', state: 'retired', parts: { warned: 31, falseAlarms: 5 } },
  { version: '1.5.0', state: 'champion', parts: { warned: 34, falseAlarms: 3, parent: '1.4.0' } },
] as const;

/** Two versions with everything that a report shows. @returns the serving one. */
export async function makeJudgedModel(
  { database }: BenchPlatform,
  organizationId: OrganizationId,
): Promise<string> {
  for (const { version, state, parts } of MADE) {
    const manifest = judgedManifest(organizationId, version, parts);
    await database.forOrganization(organizationId, (tx) =>
      tx.query(
        `INSERT INTO model_versions (organization_id, version, state, state_reason, manifest, artifact_path)
         VALUES ($1, $2, $3, $4, $5, 'none')`,
        [organizationId, version, state, manifest.verdict?.reason ?? '', JSON.stringify(manifest)],
      ),
    );
  }
  return '1.5.0';
}
