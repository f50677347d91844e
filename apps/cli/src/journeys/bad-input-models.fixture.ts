import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { modelVersionSchema, subjects, type OrganizationConfigInput } from '@eagle/contracts';
import { defineFeatureSet } from '@eagle/features';
import { connectBus, type Bus } from '@eagle/messaging';
import { fixtureBundle, type FixtureBundle, type FixtureBundleOptions } from '@eagle/models/fixtures';
import { trainingPassword, type WatchedOrganization } from './bad-input-source.fixture.js';
import type { RunningEagle } from './running-eagle.fixture.js';

/** Stands where training stands: lays bundles into the artifact store and registers them, whole ones and spoilt ones. */
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

  /** A model that never sees a failure coming, for the features that a configuration gives. */
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

  /** Lays a bundle, lets a test spoil its folder, and registers it. */
  async register(bundle: FixtureBundle, spoil: (folder: string) => void = () => undefined): Promise<void> {
    const { organizationId, version } = bundle.manifest;
    const artifactPath = `${organizationId}/${version}`;
    const folder = path.join(this.store, artifactPath);
    mkdirSync(folder, { recursive: true });
    for (const [name, bytes] of Object.entries(bundle.files)) writeFileSync(path.join(folder, name), bytes);
    spoil(folder);
    const message = {
      v: 1,
      organizationId,
      version: modelVersionSchema.parse(version),
      artifactPath,
      promote: true,
    };
    await this.bus.publish(
      subjects.modelRegistered(organizationId),
      `${organizationId}-${version}`,
      new TextEncoder().encode(JSON.stringify(message)),
    );
  }

  close(): Promise<void> {
    return this.bus.close();
  }
}
