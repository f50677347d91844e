import { RPC } from '@eagle/contracts/bus';
import {
  modelManifestSchema,
  type FeatureSetHash,
  type ModelManifest,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { ModelSession, readModelFile } from '@eagle/model-runtime';
import type { Database } from '@eagle/persistence';
import { z } from 'zod';
import type { Champion, Champions } from '../ports.js';

const rowSchema = z.object({ artifact_path: z.string(), manifest: modelManifestSchema });

/**
 * The live version of an organization, read from the register and, through model-cache, from the
 * store.
 */
export class LiveChampions implements Champions {
  constructor(
    private readonly database: Database,
    private readonly bus: Pick<Bus, 'ask'>,
  ) {}

  async championOf(organizationId: OrganizationId, features: FeatureSetHash): Promise<Champion | null> {
    const row = await this.register(organizationId);
    if (row === null || row.manifest.featureSetHash !== features) return null;
    const { manifest, artifact_path: artifactPath } = row;
    const { version } = manifest;
    const model = await readModelFile('model.onnx', (offset) =>
      this.bus.ask(RPC.readModelFile, { organizationId, version, artifactPath, file: 'model.onnx', offset }),
    );
    const session = await ModelSession.open(model, {
      width: manifest.featureNames.length,
      components: manifest.components.length,
    });
    return opened(manifest, session);
  }

  private register(organizationId: OrganizationId): Promise<z.output<typeof rowSchema> | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT artifact_path, manifest FROM model_versions WHERE organization_id = $1 AND state = 'champion'`,
        [organizationId],
      );
      return rows[0] === undefined ? null : rowSchema.parse(rows[0]);
    });
  }
}

function opened(manifest: ModelManifest, session: ModelSession): Champion {
  return {
    manifest,
    async probability(matrix, rows) {
      return (await session.run(matrix, rows)).probability;
    },
    close: () => session.release(),
  };
}
