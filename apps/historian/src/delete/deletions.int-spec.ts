import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { BUCKETS, RPC } from '@eagle/contracts/bus';
import { assetIdSchema, userIdSchema } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { HistorianWorld } from '../fixtures/historian-world.js';
import { T0, type Plant } from '../fixtures/plant.js';
import { storedLedger } from '../fixtures/stored-ledger.js';

const PUMP_1 = assetIdSchema.parse('pump-1');
const actorId = userIdSchema.parse(randomUUID());

let world: HistorianWorld;
beforeAll(async () => {
  world = await HistorianWorld.start();
});
afterEach(() => world.endServices());
afterAll(() => world.close());

const rows = (fromS: number, untilS: number) =>
  Array.from({ length: untilS - fromS }, (_, i) => [fromS + i, fromS + i] as const);

/** A plant with a minute of rows of both pumps. */
async function plantWithRows(slug: string): Promise<Plant> {
  const plant = await world.newPlant(slug);
  for (const pump of ['pump-1', 'pump-2']) await plant.scan(pump, ...rows(0, 60));
  return plant;
}

const remove = (
  { organizationId }: Plant,
  fromS: number,
  untilS: number,
  assetId: typeof PUMP_1 | null = PUMP_1,
) =>
  world.bus.ask(RPC.deleteTelemetry, {
    organizationId,
    assetId,
    fromMs: T0 + fromS * 1_000,
    toMs: T0 + untilS * 1_000,
    actorId,
  });

/** Forgets in the plant's ledger what was deleted. */
function forget(plant: Plant, isGone: (asset: string, second: number) => boolean): void {
  const kept = plant.ledger.filter((line) => {
    const [asset = '', ms] = line.split(' ');
    return !isGone(asset, (Number(ms) - T0) / 1_000);
  });
  plant.ledger.splice(0, plant.ledger.length, ...kept);
}

const ownerRows = ({ organizationId }: Plant, sql: string): Promise<unknown[]> =>
  world.database
    .forOrganization(organizationId, (tx) => tx.query(sql, [organizationId]))
    .then((result) => result.rows);

/** As the gateway does it. */
async function deleteOrganization({ organizationId }: Plant): Promise<void> {
  await world.database.forPlatform((tx) =>
    tx.query('UPDATE organizations SET enabled = false, deleted_at = now() WHERE id = $1', [organizationId]),
  );
  await world.bus.bucket(BUCKETS.config).delete(organizationId);
}

const filesOf = ({ organizationId }: Plant): string[] => {
  const folder = path.join(world.places.store, organizationId);
  return existsSync(folder) ? readdirSync(folder) : [];
};

test('deletes a range of one asset, also what waited in memory, and says how many rows went', async () => {
  // Nothing is stored before it is asked to.
  const running = await world.leading({ FLUSH_EVERY_MS: '600000' });
  const [plant, neighbour] = [await plantWithRows('range'), await plantWithRows('neighbour')];
  await eventually(async () => (await world.usageOf(plant)).waitingCells > 0);
  const { organizationId } = plant;
  const latest = { organizationId, kind: 'scans' as const, assetId: PUMP_1, tags: [] };
  await eventually(
    async () => (await world.bus.ask(RPC.latestTelemetry, latest)).rows[0]?.timeMs === T0 + 59_000,
  );
  expect((await remove(plant, 10, 40)).rows).toBe(30);
  forget(plant, (asset, second) => asset === 'pump-1' && second >= 10 && second < 40);
  await world.assertStored(plant, running);
  expect(await remove(plant, 10, 40)).toMatchObject({ rows: 0 });
  const entries = await ownerRows(
    plant,
    'SELECT action, actor_id, details FROM audit_log WHERE organization_id = $1',
  );
  expect(entries[0]).toMatchObject({
    action: 'TELEMETRY.DELETED',
    actor_id: actorId,
    details: { assetId: 'pump-1', from: '2026-01-05T06:00:10.000Z', to: '2026-01-05T06:00:40.000Z' },
  });
  expect((await remove(plant, 0, 60, null)).rows).toBe(90);
  expect(await storedLedger(world.database, world.places, organizationId)).toEqual([]);
  await running.end('SIGTERM');
  await world.assertStored(neighbour, running);
});

test('keeps rows of a deleted range that come later', async () => {
  const running = await world.leading();
  const plant = await plantWithRows('later');
  await world.assertStored(plant, running);
  expect((await remove(plant, 0, 60)).rows).toBe(60);
  forget(plant, (asset) => asset === 'pump-1');
  await plant.scan('pump-1', [20, 1_000]);
  await world.assertStored(plant, running);
});

test('refuses an unknown asset and a range ahead of the clock, and records neither', async () => {
  await world.leading();
  const plant = await plantWithRows('refused');
  await eventually(async () => (await world.usageOf(plant)).rows > 0);
  await expect(remove(plant, 0, 60, assetIdSchema.parse('pump-9'))).rejects.toMatchObject({
    code: 'TELEMETRY.ASSET_UNKNOWN',
  });
  const aheadS = (Date.now() - T0) / 1_000 + 3_600;
  await expect(remove(plant, aheadS, aheadS + 60)).rejects.toMatchObject({ code: 'TELEMETRY.RANGE_INVALID' });
  expect(await ownerRows(plant, 'SELECT 1 FROM history_deletions WHERE organization_id = $1')).toEqual([]);
});

test('carries out a recorded deletion after it was killed in between', async () => {
  const killed = await world.leading();
  const plant = await plantWithRows('killed');
  await world.assertStored(plant, killed);
  await killed.end('SIGKILL');
  await world.database.forOrganization(plant.organizationId, (tx) =>
    tx.query(
      `INSERT INTO history_deletions (organization_id, asset_id, from_at, until_at) VALUES ($1, 'pump-1', $2, $3)`,
      [plant.organizationId, new Date(T0), new Date(T0 + 30_000)],
    ),
  );
  const running = await world.leading();
  forget(plant, (asset, second) => asset === 'pump-1' && second < 30);
  await world.assertStored(plant, running);
  await eventually(async () => {
    const done = 'SELECT 1 FROM history_deletions WHERE organization_id = $1 AND done_at IS NOT NULL';
    return (await ownerRows(plant, done)).length === 1;
  });
});

test('a deleted organization loses its history at once, and its neighbour nothing', async () => {
  const running = await world.leading();
  const [plant, neighbour] = [await plantWithRows('deleted'), await plantWithRows('stays')];
  await world.assertStored(plant, running);
  expect(filesOf(plant).length).toBeGreaterThan(0);
  await deleteOrganization(plant);
  await eventually(async () => {
    expect(filesOf(plant)).toEqual([]);
    const segments = 'SELECT 1 FROM telemetry_segments WHERE organization_id = $1';
    expect(await ownerRows(plant, segments)).toEqual([]);
  });
  await plant.scan('pump-1', [70, 1]);
  await world.assertStored(neighbour, running);
  expect(filesOf(plant)).toEqual([]);
});

test('an organization that is deleted while no historian runs loses its history when one is back', async () => {
  const killed = await world.leading();
  const plant = await plantWithRows('away');
  await world.assertStored(plant, killed);
  await killed.end('SIGKILL');
  await deleteOrganization(plant);
  await world.leading();
  await eventually(() => expect(filesOf(plant)).toEqual([]));
});

test('a configuration that is lost deletes nothing', async () => {
  const running = await world.leading();
  const [plant, deleted] = [await plantWithRows('lost'), await plantWithRows('also')];
  for (const each of [plant, deleted]) await world.assertStored(each, running);
  await world.bus.bucket(BUCKETS.config).delete(plant.organizationId);
  // By then the historian has looked at all organizations.
  await deleteOrganization(deleted);
  await eventually(() => expect(filesOf(deleted)).toEqual([]));
  await world.assertStored(plant, running);
});
