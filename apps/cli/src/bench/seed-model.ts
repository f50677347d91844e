import { setTimeout as delay } from 'node:timers/promises';
import {
  AppError,
  goldenRowsSchema,
  modelManifestSchema,
  type GoldenRows,
  type ModelManifest,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { organizationConfigInputSchema, ROUTES } from '@eagle/contracts/rest';
import { demoPlants, prepareScada, type DemoPlant } from '@eagle/scada-simulator/plants';
import { ensureOrganization } from '../gateway/organization-setup.js';
import { openLocalBundles } from '../keys/local-bundles.js';
import { SIMULATOR, simulatorPlan } from '../start/simulator-plan.js';
import { SEED_PLANT, type BenchPlatform } from './bench-platform.js';

const MODEL_DEADLINE_MS = 300_000;
const CHECK_EVERY_MS = 250;

/** A model that the platform trained itself, and the plant it was trained on. */
export interface SeedModel {
  readonly plant: DemoPlant;
  /** Superuser's address of the plant's database. */
  readonly databaseUrl: string;
  /** The bundle's files, opened. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly manifest: ModelManifest;
  readonly golden: GoldenRows;
}

/** Trains one organization's model through the real path, then stops the plant. */
export async function trainSeedModel(bench: BenchPlatform): Promise<SeedModel> {
  const { platform, secrets, state, superAdmin, hooks } = bench;
  const plant = demoPlants.find((candidate) => candidate.plant === SEED_PLANT);
  if (plant === undefined) throw new Error('the demonstration plant is gone');
  hooks.say('writing a plant’s history');
  const [source] = await prepareScada({
    adminUrl: platform.servers.scadaAdminUrl,
    plants: [plant],
    readerPasswords: secrets.plantReaderPasswords,
    writerPasswords: secrets.plantWriterPasswords,
  });
  if (source === undefined) throw new Error('the plant was not prepared');
  const plan = simulatorPlan([source], platform.port(`${SIMULATOR}-0`), state, { seed: 1, logLevel: 'warn' });
  const simulator = platform.run(plan);
  await platform.ready(simulator);
  hooks.say('training its model');
  const config = organizationConfigInputSchema.parse({
    ...plant.config,
    feed: {
      ...plant.feed,
      host: source.host,
      port: source.port,
      database: source.database,
      user: source.readerUser,
      password: source.readerPassword,
    },
  });
  const id = await ensureOrganization(superAdmin, { slug: plant.slug, name: plant.name, config });
  const { version } = await untilLive(bench, id);
  await simulator.stop();
  await superAdmin.ask(ROUTES.configuration.putConfig, {
    params: { organizationId: id },
    body: { ...config, feed: null },
  });
  const bundles = await openLocalBundles(state);
  const { files } = await bundles.open({ organizationId: id, version, artifactPath: `${id}/${version}` });
  const json = (name: string): unknown => JSON.parse(files.get(name)?.toString('utf8') ?? '');
  const databaseUrl = new URL(platform.servers.scadaAdminUrl);
  databaseUrl.pathname = `/${source.database}`;
  return {
    plant,
    databaseUrl: databaseUrl.href,
    files,
    manifest: modelManifestSchema.parse(json('manifest.json')),
    golden: goldenRowsSchema.parse(json('golden.json')),
  };
}

/** @throws AppError `BENCH.NO_MODEL` (timeout) with the sentence of training or serving. */
export async function untilLive(
  bench: BenchPlatform,
  id: OrganizationId,
): Promise<{ version: ModelVersion }> {
  const until = performance.now() + MODEL_DEADLINE_MS;
  let said = '';
  while (performance.now() < until) {
    const { training, serving } = await bench.superAdmin.ask(ROUTES.models.status, {
      query: { organizationId: id },
    });
    if (serving?.state === 'live' && serving.version !== null) return { version: serving.version };
    said = training?.stage === 'done' ? (serving?.reason ?? '') : (training?.reason ?? '');
    if (training?.stage === 'refused' || training?.stage === 'failed') break;
    await delay(CHECK_EVERY_MS, undefined, { signal: bench.hooks.signal });
  }
  throw new AppError('BENCH.NO_MODEL', `An organization of the bench got no model: ${said}`);
}

/**
 * Copies the seed's model to another organization in the artifact store and the registry. Training
 * announces it as soon as the organization has a feed, as it does after a restart.
 */
export async function registerCopy(
  bench: BenchPlatform,
  seed: SeedModel,
  id: OrganizationId,
  version: ModelVersion = seed.manifest.version,
): Promise<void> {
  const manifest = await sealCopy(bench, seed, id, version);
  const text = JSON.stringify(manifest);
  const artifactPath = `${id}/${manifest.version}`;
  await bench.database.forOrganization(id, (tx) =>
    tx.query(
      `INSERT INTO model_versions (organization_id, version, state, manifest, artifact_path, created_at)
       VALUES ($1, $2, 'registered', $3, $4, $5)`,
      [id, manifest.version, text, artifactPath, manifest.createdAt],
    ),
  );
}

/**
 * Seals the seed's model into the artifact store for another organization and the given version.
 */
async function sealCopy(
  bench: BenchPlatform,
  seed: SeedModel,
  id: OrganizationId,
  version: ModelVersion,
): Promise<ModelManifest> {
  const manifest: ModelManifest = { ...seed.manifest, organizationId: id, version };
  const bundles = await openLocalBundles(bench.state);
  const files = new Map(seed.files).set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  await bundles.seal({ organizationId: id, version, featureSetHash: manifest.featureSetHash, files });
  return manifest;
}
