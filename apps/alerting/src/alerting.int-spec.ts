import assert from 'node:assert/strict';
import { BUCKETS } from '@eagle/contracts/bus';
import type { Bus } from '@eagle/messaging';
import type { Database } from '@eagle/persistence';
import { eventually, type ServiceProcess, testBus, testDatabase, type TestBus, Wire } from '@eagle/testing';
import { Listener } from './fixtures/listener.js';
import { Plant, pumpConfig } from './fixtures/plant.js';
import { alertingProcess } from './fixtures/service-process.js';

let bus: Bus;
let database: Database;
let nats: TestBus;
let wire: Wire;
let databaseUrl: string;
let close: () => Promise<void>;
const listener = new Listener();
const services: ServiceProcess[] = [];

beforeAll(async () => {
  nats = await testBus();
  ({ bus } = nats);
  const prepared = await testDatabase();
  database = prepared.open({ poolMax: 2 });
  const url = new URL(prepared.urlOf('alerting'));
  wire = await Wire.to(url.hostname, Number(url.port));
  url.port = String(wire.port);
  databaseUrl = url.href;
  await listener.start(bus);
  close = async () => {
    await listener.stop();
    await wire.close();
    await Promise.all([nats.close(), prepared.close()]);
  };
});
afterAll(() => close());
afterEach(() => Promise.all(services.splice(0).map((service) => service.end('SIGKILL'))));

function service(replica: string): ServiceProcess {
  const made = alertingProcess(nats.url, databaseUrl, replica);
  services.push(made);
  made.start();
  return made;
}

async function newPlant(slug: string): Promise<Plant> {
  const config = pumpConfig(slug);
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
      config.organizationId,
      slug,
      slug,
    ]),
  );
  await bus.bucket(BUCKETS.config).put(config.organizationId, config);
  return new Plant(bus, config);
}

/** The number of decided scans and the highest sequence of each asset, from the database. */
async function ledger(plant: Plant): Promise<Record<string, readonly [number, number]>> {
  const { rows } = await database.forOrganization(plant.organizationId, (tx) =>
    tx.query<{ asset: string; decided: number; last: number }>(
      `SELECT asset_id AS asset, (state->>'scansDecided')::int AS decided, (state->>'lastSequence')::int AS last
       FROM alert_engine_states WHERE organization_id = $1`,
      [plant.organizationId],
    ),
  );
  return Object.fromEntries(rows.map(({ asset, decided, last }) => [asset, [decided, last] as const]));
}

/**
 * Every scan causes one event: hot, then cool again, and the next pair after the deduplication
 * window.
 */
async function playRound(plants: readonly Plant[], round: number): Promise<void> {
  for (const plant of plants) {
    await plant.scan('pump-1', [round * 1_000, 90], [round * 1_000 + 400, 20]);
    await plant.scan('pump-2', [round * 1_000, 20]);
  }
}

/** Asserts that every scan was decided once, and every change was reported once and in order. */
async function assertWhole(plants: readonly Plant[], rounds: number, running: ServiceProcess): Promise<void> {
  const expected = Array.from({ length: rounds }, () => [
    'raised pump-1 motor',
    'cleared pump-1 motor',
  ]).flat();
  for (const plant of plants) {
    await eventually(
      () => {
        assert.deepEqual(listener.reported(plant.organizationId), expected, running.log);
        return true;
      },
      { deadlineMs: 20_000 },
    );
    await eventually(
      async () => {
        const ledgerRows = await ledger(plant);
        assert.deepEqual(ledgerRows, { 'pump-1': [2 * rounds, 2 * rounds], 'pump-2': [rounds, rounds] });
        return true;
      },
      { deadlineMs: 10_000 },
    );
  }
  assert.equal(new Set(listener.events.map(({ eventId }) => eventId)).size, listener.events.length);
}

test('killed again and again under load, it decides every scan once and reports every change once', async () => {
  const plants = await Promise.all(['a', 'b', 'c'].map(newPlant));
  const rounds = 60;
  let killer = service('alerting-0');
  await eventually(() => killer.leads, { deadlineMs: 10_000 });
  for (let round = 0; round < rounds; round += 1) {
    await playRound(plants, round);
    if (round % 15 === 7) {
      await killer.end('SIGKILL');
      killer = service('alerting-0');
    }
  }
  await assertWhole(plants, rounds, killer);
  await killer.end('SIGTERM');
});

test('with the database connection cut and the broker killed under load, nothing is lost or reported twice', async () => {
  const plants = await Promise.all(['d', 'e'].map(newPlant));
  const rounds = 40;
  const running = service('alerting-0');
  await eventually(() => running.leads, { deadlineMs: 10_000 });
  for (let round = 0; round < rounds; round += 1) {
    await playRound(plants, round);
    if (round === 10 || round === 20) wire.cut();
    if (round === 15) await eventually(() => running.log.includes('could not be committed'));
    if (round === 18 || round === 22) wire.mend();
    if (round === 30) {
      await nats.server.kill();
      await nats.server.restart();
    }
  }
  await assertWhole(plants, rounds, running);
  await running.end('SIGTERM');
});

test('a second replica stands by, and takes over when the first is killed', async () => {
  const plant = await newPlant('standby');
  const first = service('alerting-0');
  await eventually(() => first.leads, { deadlineMs: 10_000 });
  const second = service('alerting-1');
  await plant.scan('pump-1', [0, 90]);
  await eventually(() => listener.reported(plant.organizationId).length === 1);
  await first.end('SIGKILL');
  await plant.scan('pump-1', [1, 20]);
  await eventually(() => second.leads, { deadlineMs: 10_000 });
  await eventually(() => {
    assert.deepEqual(listener.reported(plant.organizationId), [
      'raised pump-1 motor',
      'cleared pump-1 motor',
    ]);
    return true;
  });
  await second.end('SIGTERM');
});
