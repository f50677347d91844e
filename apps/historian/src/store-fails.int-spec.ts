import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RPC } from '@eagle/contracts/bus';
import { assetIdSchema } from '@eagle/contracts/domain';
import { eventually, type ServiceProcess, smallDisk, testPostgres } from '@eagle/testing';
import { HistorianWorld } from './fixtures/historian-world.js';
import { type Plant, T0 } from './fixtures/plant.js';

const MIB = 1024 * 1024;
const LOOKS = 10;

const root = await mkdtemp(path.join(tmpdir(), 'eagle-store-'));
const disk = await smallDisk(path.join(root, 'disk'), 8 * MIB);
const testWithSmallDisk = disk === null ? test.skip : test;
afterAll(async () => {
  await disk?.close();
  await rm(root, { recursive: true, force: true });
});

/** The rows of the first pump that the history answers. */
async function answeredRows(world: HistorianWorld, { organizationId }: Plant): Promise<number> {
  const range = { assetId: assetIdSchema.parse('pump-1'), fromMs: T0, toMs: T0 + 3_600_000 };
  const answer = await world.bus.ask(RPC.readTelemetry, {
    organizationId,
    ...range,
    points: 4_000,
    tags: ['temp'],
  });
  return Buffer.from(answer.timesMs, 'base64').length / 8;
}

/** Readiness of the service, with its reason. */
async function readiness(running: ServiceProcess): Promise<string> {
  const url = /"url":"([^"]+)"/.exec(running.log)?.[1];
  const reply = await fetch(`${url}/health/ready`);
  return `${reply.status} ${await reply.text()}`;
}

/**
 * Publishes while the store fails: it says since when, answers what came meanwhile, and stores all
 * of it afterwards.
 */
async function assertSurvives(
  world: HistorianWorld,
  failure: {
    readonly begin: () => Promise<void>;
    readonly end: () => Promise<void>;
    readonly readsStored: boolean;
  },
): Promise<void> {
  const plant = await world.newPlant('survives');
  const running = await world.leading();
  await plant.scan('pump-1', [0, 0]);
  await world.assertStored(plant, running);
  const beganMs = Date.now();
  await failure.begin();
  try {
    await assertSaid(world, plant, running, { sinceMs: beganMs, readsStored: failure.readsStored });
  } finally {
    await failure.end();
  }
  await world.assertStored(plant, running, 60_000);
  await eventually(async () => (await world.usageOf(plant)).unstoredSinceMs === null);
  await eventually(async () => (await readiness(running)).startsWith('200'));
}

async function assertSaid(
  world: HistorianWorld,
  plant: Plant,
  running: ServiceProcess,
  { sinceMs, readsStored }: { readonly sinceMs: number; readonly readsStored: boolean },
): Promise<void> {
  for (let second = 1; second <= LOOKS; second += 1) await plant.scan('pump-1', [second, second]);
  await eventually(
    async () => {
      const { unstoredSinceMs, unstoredCode } = await world.usageOf(plant);
      assert.ok(unstoredSinceMs !== null && unstoredSinceMs >= sinceMs && unstoredCode !== null, running.log);
      return true;
    },
    { deadlineMs: 30_000 },
  );
  await eventually(async () => /^503 .*no telemetry can be stored since/.test(await readiness(running)));
  if (readsStored) assert.equal(await answeredRows(world, plant), LOOKS + 1);
}

describe('the historian, while nothing can be stored', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });
  async function newWorld(...options: Parameters<typeof HistorianWorld.start>): Promise<HistorianWorld> {
    const world = await HistorianWorld.start(...options);
    open.push(world);
    return world;
  }

  testWithSmallDisk('because the disk is full', async () => {
    assert.ok(disk);
    const world = await newWorld({ store: disk.folder });
    await assertSurvives(world, { begin: () => disk.fill(), end: () => disk.free(), readsStored: true });
  });

  test('because the folder of the store is gone', async () => {
    const world = await newWorld();
    const { store } = world.places;
    const kept = `${store}-kept`;
    await assertSurvives(world, {
      begin: async () => {
        await rename(store, kept);
        await writeFile(store, '');
      },
      end: async () => {
        await rm(store);
        await rename(kept, store);
      },
      readsStored: false,
    });
  });

  test('because PostgreSQL was killed', async () => {
    const postgres = await testPostgres();
    open.push(postgres);
    await assertSurvives(await newWorld({ postgres }), {
      begin: () => postgres.kill(),
      end: () => postgres.restart(),
      readsStored: false,
    });
  });
});
