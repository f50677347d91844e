import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import {
  assetIdSchema,
  componentNameSchema,
  modelVersionSchema,
  type OrganizationConfig,
} from '@eagle/contracts/domain';
import { encodePredictionFrame, encodeScanBatch } from '@eagle/contracts/frames';
import { madeOrganization } from '@eagle/learning/fixtures';
import type { Database } from '@eagle/persistence';
import { eventually, testBus, testDatabase, type TestBus, type TestDatabase } from '@eagle/testing';
import { PostgresShadowRecords } from '../adapters/postgres-shadow-records.js';
import { ShadowWatch } from './shadow-watch.js';

const START_MS = Date.UTC(2026, 0, 5);
const assetId = assetIdSchema.parse('line-1');
const version = modelVersionSchema.parse('1.1.0');
let nats: TestBus;
let prepared: TestDatabase;
let database: Database;

beforeAll(async () => {
  [nats, prepared] = await Promise.all([testBus(), testDatabase()]);
  database = prepared.open();
});
afterAll(async () => {
  await nats.close();
  await prepared.close();
});

async function organization(): Promise<OrganizationConfig> {
  const config = madeOrganization({ organizationId: randomUUID() });
  const { organizationId } = config;
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
      organizationId,
      randomUUID(),
      'Plant',
    ]),
  );
  return config;
}

/** Three minutes with one row every ten seconds, above the threshold in the second. */
async function say({ organizationId }: OrganizationConfig): Promise<void> {
  const rows = 18;
  const payload = encodePredictionFrame({
    ...{ organizationId, modelVersion: version, assetNames: [assetId], factors: {}, rows },
    componentNames: [componentNameSchema.parse('heater')],
    ...{ assets: new Uint16Array(rows), flags: new Uint16Array(rows), components: new Uint16Array(rows) },
    sequences: Float64Array.from({ length: rows }, (_, row) => row),
    eventTimesMs: Float64Array.from({ length: rows }, (_, row) => START_MS + row * 10_000),
    readAtsMs: new Float64Array(rows),
    probability: Float32Array.from({ length: rows }, (_, row) => (row >= 6 && row < 12 ? 0.99 : 0.01)),
    confidence: new Float32Array(rows).fill(0.9),
    timeToFailure: new Float32Array(rows * 3).fill(7),
  });
  await nats.bus.publish(STREAMS.shadow.subject(organizationId), randomUUID(), payload);
}

/** The heater's flag is true for a minute, ten minutes after the start. */
async function fail(config: OrganizationConfig): Promise<void> {
  const { organizationId, revision: configRevision } = config;
  const tags = config.tags.map(({ tag }) => tag);
  const at = tags.findIndex((tag) => tag === 'heaterfail');
  const rows = 30;
  const values = new Float64Array(rows * tags.length);
  for (let row = 20; row < 26; row += 1) values[row * tags.length + at] = 1;
  const payload = encodeScanBatch({
    ...{ organizationId, assetId, configRevision, tags, stateNames: ['running'], heartbeatAtMs: null, rows },
    sequences: Float64Array.from({ length: rows }, (_, row) => row),
    eventTimesMs: Float64Array.from({ length: rows }, (_, row) => START_MS + 400_000 + row * 10_000),
    ...{
      readAtsMs: new Float64Array(rows),
      states: new Uint8Array(rows),
      values,
      quality: new Uint8Array(values.length),
    },
  });
  await nats.bus.publish(STREAMS.scans.subject(organizationId, assetId), randomUUID(), payload);
}

const count = ({ organizationId }: OrganizationConfig, table: string) =>
  database.forOrganization(
    organizationId,
    async (tx) => (await tx.query(`SELECT 1 FROM ${table}`)).rowCount ?? 0,
  );

test('stores the predictions of a version in shadow and the failures that follow, once, and only for its organization', async () => {
  const [config, neighbour] = [await organization(), await organization()];
  const { organizationId } = config;
  const records = new PostgresShadowRecords(database);
  const warnings: object[] = [];
  const logger = { warn: (details: object) => void warnings.push(details) };
  const begin = async (): Promise<ShadowWatch> => {
    const watch = new ShadowWatch(
      nats.bus,
      records,
      logger,
      { now: Date.now, monotonicNow: () => performance.now() },
      50,
    );
    watch.configChanged(config);
    watch.configChanged(neighbour);
    await watch.start();
    return watch;
  };
  const pointers = nats.bus.bucket(BUCKETS.shadowModels);
  await pointers.put(organizationId, {
    v: 1,
    organizationId,
    version,
    artifactPath: 'x/y',
    since: '2026-01-01T00:00:00Z',
  });
  await database.forOrganization(organizationId, (tx) =>
    tx.query(
      `INSERT INTO model_versions (organization_id, version, state, manifest, artifact_path) VALUES ($1, $2, 'shadow', '{}', 'x/y')`,
      [organizationId, version],
    ),
  );
  let watch = await begin();
  for (const each of [config, neighbour]) {
    await say(each);
    await fail(each);
  }
  const both = async (): Promise<boolean> =>
    (await count(config, 'shadow_minutes')) === 2 && (await count(config, 'observed_failures')) === 1;
  await eventually(both);
  // After a kill and a restart, it reads the last minutes again; nothing is stored twice.
  await watch.stop();
  watch = await begin();
  await say(config);
  await eventually(both);
  await watch.stop();
  assert.deepEqual(
    [await count(neighbour, 'shadow_minutes'), await count(neighbour, 'observed_failures')],
    [0, 0],
  );
  await database.forOrganization(organizationId, async (tx) => {
    const minutes = await tx.query('SELECT rows, above_max, component FROM shadow_minutes ORDER BY minute');
    assert.deepEqual(minutes.rows, [
      { rows: 6, above_max: 0, component: 'heater' },
      { rows: 6, above_max: 6, component: 'heater' },
    ]);
    const failures = await tx.query<{ component: string; at: Date }>(
      'SELECT component, at FROM observed_failures',
    );
    assert.deepEqual(failures.rows, [{ component: 'heater', at: new Date(START_MS + 600_000) }]);
  });
  assert.deepEqual(warnings, []);
  await records.retain(organizationId, 30);
  assert.equal(await count(config, 'shadow_minutes'), 2);
  await database.forOrganization(organizationId, (tx) => tx.query('DELETE FROM model_versions'));
  await records.retain(organizationId, 30);
  assert.equal(await count(config, 'shadow_minutes'), 0, 'its version is not in the register');
});
