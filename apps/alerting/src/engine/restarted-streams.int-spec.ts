import assert from 'node:assert/strict';
import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import type { OrganizationConfig } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { ConfigWatch, createLogger, HealthRegistry, Metrics } from '@eagle/service-kit';
import { eventually, testBus, type TestBus } from '@eagle/testing';
import { AlertingMetrics } from '../alerting-metrics.js';
import { Listener } from '../fixtures/listener.js';
import { MemoryAlertStore } from '../fixtures/memory-alert-store.js';
import { Plant, pumpConfig } from '../fixtures/plant.js';
import { AlertingEngine } from './alerting-engine.js';

let bus: Bus;
let nats: TestBus;
let store: MemoryAlertStore;
let listener: Listener;
let engine: AlertingEngine;
let fence = 0;

async function startEngine(): Promise<AlertingEngine> {
  const logger = createLogger({ service: 'alerting', replica: 'alerting-0', level: 'silent' });
  const ports = {
    store,
    bus,
    configs: new ConfigWatch(bus, logger, new HealthRegistry(), new Metrics('alerting', 'alerting-0')),
    logger,
    metrics: new AlertingMetrics(new Metrics('alerting', 'alerting-0')),
    fence: (fence += 1),
    onFenced: () => undefined,
  };
  const started = new AlertingEngine(ports, { flushEveryMs: 100 });
  await started.start();
  return started;
}

async function configure(config: OrganizationConfig): Promise<void> {
  await bus.bucket(BUCKETS.config).put(config.organizationId, config);
}

async function newPlant(slug: string): Promise<Plant> {
  const config = pumpConfig(slug);
  await configure(config);
  return new Plant(bus, config);
}

const reported = (plant: Plant, expected: readonly string[]): Promise<true> =>
  eventually(() => {
    assert.deepEqual(listener.reported(plant.organizationId), expected);
    return true;
  });

/** The number of scans of each asset that were judged, each once. */
async function judged(plant: Plant): Promise<Record<string, number>> {
  const { memories } = await store.resume(plant.organizationId, (fence += 1));
  return Object.fromEntries(memories.map(({ assetId, scansDecided }) => [assetId, scansDecided]));
}

beforeAll(async () => {
  nats = await testBus();
  ({ bus } = nats);
});
beforeEach(async () => {
  // Each test counts from the beginning of a new stream.
  await nats.beginAnew(STREAMS.scans);
  store = new MemoryAlertStore();
  listener = await new Listener().start(bus);
  engine = await startEngine();
});
afterEach(async () => {
  await engine.stop('abandon');
  await listener.stop();
});
afterAll(() => nats.close());

test('a stream that was recreated while alerting was down is judged from its beginning, also when it is already longer than the stored position', async () => {
  const plant = await newPlant('anew');
  for (let second = 0; second < 5; second += 1) await plant.scan('pump-1', [second, 20]);
  await eventually(async () => (await store.readPositions()).scans.sequence >= 5);
  await engine.stop('orderly');
  await nats.beginAnew(STREAMS.scans);
  await plant.scan('pump-1', [10, 90]);
  await plant.scan('pump-1', [11, 20]);
  const { scans } = await store.readPositions();
  for (let second = 12; second < 20 + scans.sequence; second += 1) await plant.scan('pump-1', [second, 20]);
  engine = await startEngine();
  await reported(plant, ['raised pump-1 motor', 'cleared pump-1 motor']);
});

test('scans judged in the new stream are not judged again after a crash that left the position of the old stream', async () => {
  const plant = await newPlant('crashed');
  for (let second = 0; second < 3; second += 1) await plant.scan('pump-1', [second, 20]);
  await eventually(async () => (await store.readPositions()).scans.sequence >= 3);
  const before = await store.readPositions();
  await nats.beginAnew(STREAMS.scans);
  for (let second = 10; second < 14; second += 1) await plant.scan('pump-1', [second, 20]);
  await eventually(async () => {
    const { scans } = await store.readPositions();
    return scans.incarnation !== before.scans.incarnation && scans.sequence === 4;
  });
  await engine.stop('orderly');
  assert.deepEqual(await judged(plant), { 'pump-1': 7 });
  await store.savePositions(before);
  engine = await startEngine();
  await plant.scan('pump-1', [20, 90]);
  await reported(plant, ['raised pump-1 motor']);
  await engine.stop('orderly');
  assert.deepEqual(await judged(plant), { 'pump-1': 8 });
});

test('an organization that is enabled after the stream was recreated is judged from its first scan', async () => {
  const [plant, other] = [await newPlant('disabled'), await newPlant('other')];
  for (let second = 0; second < 5; second += 1) await plant.scan('pump-1', [second, 20]);
  await eventually(async () => (await store.readPositions()).scans.sequence >= 5);
  await configure({ ...plant.config, revision: 2, enabled: false });
  await nats.beginAnew(STREAMS.scans);
  await other.scan('pump-1', [0, 90]);
  await reported(other, ['raised pump-1 motor']);
  await configure({ ...plant.config, revision: 3 });
  await plant.scan('pump-1', [10, 90]);
  await reported(plant, ['raised pump-1 motor']);
});
