import { createHash } from 'node:crypto';
import path from 'node:path';
import { RPC, STREAMS } from '@eagle/contracts/bus';
import type { OrganizationConfigInput } from '@eagle/contracts/rest';
import { defineFeatureSet } from '@eagle/features';
import { connectBus, type Bus } from '@eagle/messaging';
import { fixtureBundle, type FixtureBundle, type FixtureBundleOptions } from '@eagle/models/fixtures';
import { openDatabase } from '@eagle/persistence';
import { trainingPassword, type WatchedOrganization } from './bad-input-source.fixture.js';
import type { RunningEagle } from './running-eagle.fixture.js';

/**
 * Takes the place of training: gives bundles to model-cache and registers them, good ones and ones
 * that are damaged afterwards.
 */
export class ModelBench {
  private constructor(
    private readonly bus: Bus,
    private readonly store: string,
  ) {}

  static async open(eagle: RunningEagle, natsUrl: string): Promise<ModelBench> {
    const bus = await connectBus({
      url: natsUrl,
      user: 'training',
      password: trainingPassword(eagle),
      name: 'bad-input-journey',
    });
    return new ModelBench(bus, path.join(eagle.home, 'ml-artifacts'));
  }

  /** A model that never predicts a failure, for the features of a configuration. */
  bundle(
    organization: WatchedOrganization,
    version: string,
    change: Partial<FixtureBundleOptions> = {},
    config: OrganizationConfigInput = organization.config,
  ): FixtureBundle {
    const { hash, names } = defineFeatureSet(config);
    const weights = names.map(() => 0);
    return fixtureBundle({
      organizationId: organization.id,
      version,
      featureSet: { hash, names },
      model: { weights, bias: -5, componentScores: [0, 1], timeToFailure: [3, 6, 9] },
      ...change,
    });
  }

  /**
   * Gives a bundle to model-cache, lets a test damage its folder in the artifact store, and
   * registers it.
   */
  async register(bundle: FixtureBundle, spoil: (folder: string) => void = () => undefined): Promise<void> {
    spoil(path.join(this.store, await this.handOver(bundle)));
    await this.announce(bundle, true);
  }

  /** Gives a bundle to model-cache and registers it, as training does when the gate refused it. */
  async registerRefused(bundle: FixtureBundle, databaseUrl: string, reason: string): Promise<void> {
    const { organizationId, version } = bundle.manifest;
    const database = openDatabase({ url: databaseUrl, poolMax: 1 });
    const artifactPath = await this.handOver(bundle);
    await database.forOrganization(organizationId, (tx) =>
      tx.query(
        `INSERT INTO model_versions (organization_id, version, state, state_reason, refused_by_gate, manifest, artifact_path)
         VALUES ($1, $2, 'refused', $3, true, $4, $5)`,
        [organizationId, version, reason, JSON.stringify(bundle.manifest), artifactPath],
      ),
    );
    await database.close();
    await this.announce(bundle, false);
  }

  private async announce({ manifest }: FixtureBundle, promote: boolean): Promise<void> {
    const { organizationId, version } = manifest;
    const artifactPath = `${organizationId}/${version}`;
    const message = { v: 1, organizationId, version, artifactPath, promote };
    await this.bus.publish(
      STREAMS.models.subject(organizationId),
      `${organizationId}-${version}`,
      new TextEncoder().encode(JSON.stringify(message)),
    );
  }

  private async handOver({ manifest, files }: FixtureBundle): Promise<string> {
    const { organizationId, version, featureSetHash } = manifest;
    const described = Object.entries(files).map(([name, bytes]) => ({ name, bytes, digest: sha256(bytes) }));
    const begun = await this.bus.ask(RPC.beginAdmission, {
      ...{ organizationId, version, featureSetHash },
      files: described.map(({ name, bytes, digest }) => ({ name, bytes: bytes.length, digest })),
    });
    if ('artifactPath' in begun) return begun.artifactPath;
    const { transferId } = begun;
    for (const { name: file, bytes, digest } of described) {
      const text = Buffer.from(bytes).toString('base64');
      await this.bus.ask(RPC.admitPiece, { transferId, file, offset: 0, bytes: text, digest });
    }
    return (await this.bus.ask(RPC.commitAdmission, { transferId })).artifactPath;
  }

  close(): Promise<void> {
    return this.bus.close();
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
