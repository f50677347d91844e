import assert from 'node:assert/strict';
import { BUCKETS, RPC } from '@eagle/contracts/bus';
import { organizationConfigSchema, userIdSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { ConfigWatch, createLogger, HealthRegistry, Metrics } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import { eventually, testBus, type TestBus } from '@eagle/testing';
import { AlertingMetrics } from '../alerting-metrics.js';
import { Listener } from '../fixtures/listener.js';
import { MemoryAlertStore } from '../fixtures/memory-alert-store.js';
import { Plant, pumpConfig } from '../fixtures/plant.js';
import { AlertingEngine } from './alerting-engine.js';

const USER = userIdSchema.parse('6f1f4a52-9d0e-4a57-8e0b-0a4d5a1c00aa');

let bus: Bus;
let nats: TestBus;
const store = new MemoryAlertStore();
const listener = new Listener();
const metrics = new AlertingMetrics(new Metrics('alerting', 'alerting-0'));
let engine: AlertingEngine;
let fence = 0;

async function startEngine(): Promise<AlertingEngine> {
  const logger = createLogger({ service: 'alerting', replica: 'alerting-0', level: 'silent' });
  const ports = {
    store,
    bus,
    configs: new ConfigWatch(bus, logger, new HealthRegistry(), new Metrics('alerting', 'alerting-0')),
    logger,
    metrics,
    fence: (fence += 1),
    onFenced: () => undefined,
  };
  const started = new AlertingEngine(ports, { flushEveryMs: 100 });
  await started.start();
  return started;
}

async function newPlant(slug: string, changes: Partial<OrganizationConfig> = {}): Promise<Plant> {
  const config = pumpConfig(slug, changes);
  await configure(config);
  return new Plant(bus, config);
}

async function configure(config: OrganizationConfig): Promise<void> {
  await bus.bucket(BUCKETS.config).put(config.organizationId, config);
}

/** Calls the engine as the controller does. */
const act = async (request: unknown) => ({ alert: await engine.act(RPC.actOnAlert.request.parse(request)) });

const expectReported = (plant: Plant, expected: readonly string[]): Promise<true> =>
  eventually(() => {
    assert.deepEqual(listener.reported(plant.organizationId), expected);
    return true;
  });

beforeAll(async () => {
  nats = await testBus();
  ({ bus } = nats);
  await listener.start(bus);
  engine = await startEngine();
});

afterAll(async () => {
  await engine.stop('orderly');
  await listener.stop();
  await nats.close();
});

test('a prediction is raised, joined by the flag, and cleared, through the streams', async () => {
  const plant = await newPlant('joins');
  await plant.scan('pump-1', [0, 20]);
  await plant.predict('pump-1', [1, 0.95], [2, 0.95]);
  await expectReported(plant, ['raised pump-1 heater']);
  await plant.scan('pump-1', [60, 20, 1]);
  await expectReported(plant, ['raised pump-1 heater', 'joined pump-1 heater']);
  await plant.scan('pump-1', [90, 20, 0]);
  await plant.predict('pump-1', [91, 0.1], [101, 0.1]);
  await eventually(() => listener.reported(plant.organizationId).at(-1) === 'cleared pump-1 heater');
  const last = listener.events.findLast((event) => event.organizationId === plant.organizationId);
  assert.equal(last?.alert.origin, 'both');
  assert.equal(last.alert.state.active, false);
});

test('two organizations side by side keep to themselves', async () => {
  const [a, b] = [await newPlant('a'), await newPlant('b')];
  await Promise.all([a.scan('pump-1', [0, 90]), b.scan('pump-1', [0, 20])]);
  await Promise.all([a.scan('pump-1', [1, 20]), b.scan('pump-1', [1, 90])]);
  await expectReported(a, ['raised pump-1 motor', 'cleared pump-1 motor']);
  await expectReported(b, ['raised pump-1 motor']);
  for (const { organizationId, alert } of listener.events) assert.equal(alert.organizationId, organizationId);
});

test('each event is published once, wherever the process crashes and restarts', async () => {
  const plant = await newPlant('crashes');
  const expected: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const at = round * 1_000;
    await plant.scan('pump-1', [at, 20], [at + 1, 90]);
    await plant.scan('pump-2', [at, 90]);
    if (round % 3 === 0)
      await eventually(() => listener.reported(plant.organizationId).length > expected.length);
    await engine.stop('abandon');
    engine = await startEngine();
    await plant.scan('pump-1', [at + 2, 20]);
    await plant.scan('pump-2', [at + 1, 20]);
    for (const change of ['raised', 'cleared']) {
      for (const pump of ['pump-1', 'pump-2']) expected.push(`${change} ${pump} motor`);
    }
    await eventually(() => {
      assert.deepEqual(listener.reported(plant.organizationId).toSorted(), expected.toSorted());
      return true;
    });
  }
  await engine.flush();
  const { memories } = await store.resume(plant.organizationId, fence);
  const ledger = memories.map(({ assetId, scansDecided, lastSequence }) => [
    assetId,
    scansDecided,
    lastSequence,
  ]);
  assert.deepEqual(ledger.toSorted(), [
    ['pump-1', 18, 18],
    ['pump-2', 12, 12],
  ]);
});

test('an unavailable store loses nothing, and readiness reports it', async () => {
  const plant = await newPlant('away');
  await plant.scan('pump-1', [0, 90], [1, 20]);
  await expectReported(plant, ['raised pump-1 motor', 'cleared pump-1 motor']);
  await assertAwayAndBack(plant, 1_000, 4);
});

test('an organization that cannot be loaded while the store is unavailable is loaded later', async () => {
  await assertAwayAndBack(await newPlant('new'), 0, 2);
});

/**
 * While the store is unavailable, one hot scan and one feed flag come; both are reported once it is
 * back.
 */
async function assertAwayAndBack(plant: Plant, second: number, reportedThen: number): Promise<void> {
  store.failing = true;
  try {
    await plant.scan('pump-1', [second, 90]);
    await eventually(() => engine.problem() !== null);
    await plant.scan('pump-1', [second + 1, 20]);
  } finally {
    store.failing = false;
  }
  await eventually(() => listener.reported(plant.organizationId).length === reportedThen);
  await eventually(() => engine.problem() === null);
}

test('a permanent refusal of one organization’s data is reported and leaves the replica ready; everything else is published', async () => {
  const [poisoned, sound] = [await newPlant('poisoned'), await newPlant('sound')];
  store.refuses = ({ alerts }) =>
    alerts.some(
      ({ organizationId, component }) => organizationId === poisoned.organizationId && component === 'motor',
    );
  try {
    await poisoned.scan('pump-1', [0, 90, 1]);
    await poisoned.scan('pump-2', [0, 20, 1]);
    await sound.scan('pump-1', [0, 90]);
    await eventually(() => listener.reported(poisoned.organizationId).length === 2);
    assert.deepEqual(listener.reported(poisoned.organizationId).toSorted(), [
      'raised pump-1 heater',
      'raised pump-2 heater',
    ]);
    await expectReported(sound, ['raised pump-1 motor']);
    const sentAtMs = performance.now();
    await poisoned.scan('pump-1', [1, 90, 0]);
    await eventually(() => listener.reported(poisoned.organizationId).at(-1) === 'cleared pump-1 heater');
    assert.ok(performance.now() - sentAtMs < 1_000);
    assert.equal(engine.problem(), null);
    assert.match(engine.remark(), new RegExp(poisoned.organizationId));
    // Progress continues.
    await engine.flush();
    assert.equal((await store.resume(poisoned.organizationId, fence)).memories.length, 2);
  } finally {
    store.refuses = () => false;
  }
});

test('a disabled organization is unloaded with everything written, and resumes when it is enabled', async () => {
  const plant = await newPlant('comes-back');
  await plant.scan('pump-1', [0, 90]);
  await expectReported(plant, ['raised pump-1 motor']);
  await plant.scan('pump-1', [1, 90]);
  await configure({ ...plant.config, revision: 2, enabled: false });
  const alertId = listener.events.findLast(({ organizationId }) => organizationId === plant.organizationId)
    ?.alert.id;
  assert.ok(alertId);
  const ask = {
    organizationId: plant.organizationId,
    alertId,
    userId: USER,
    action: { action: 'acknowledge' as const },
  };
  await eventually(() => assert.rejects(act(ask), { code: 'ALERTING.ORGANIZATION_NOT_FOUND' }));
  await configure({ ...plant.config, revision: 3 });
  await eventually(async () => (await act(ask)).alert.state.acknowledged);
  await plant.scan('pump-1', [2, 20]);
  await expectReported(plant, ['raised pump-1 motor', 'acknowledged pump-1 motor', 'cleared pump-1 motor']);
  await engine.flush();
  const [memory] = (await store.resume(plant.organizationId, fence)).memories;
  assert.equal(memory?.scansDecided, 3);
});

test('rows with a time that cannot be stored are set aside and delay nothing', async () => {
  const plant = await newPlant('timeless');
  for (const seconds of [1e13, -1e12]) await plant.scan('pump-1', [seconds, 90]);
  await plant.heartbeat('pump-1', 1e13);
  await plant.scan('pump-1', [0, 90]);
  await expectReported(plant, ['raised pump-1 motor']);
});

test('a changed rule takes effect without waiting for a scan', async () => {
  const plant = await newPlant('changes');
  await plant.scan('pump-1', [0, 90]);
  await expectReported(plant, ['raised pump-1 motor']);
  await configure({ ...plant.config, revision: 2, rules: [] });
  await expectReported(plant, ['raised pump-1 motor', 'cleared pump-1 motor']);
});

test('silence is judged on heartbeats', async () => {
  const noData = {
    id: 'silence',
    type: 'no-data',
    title: 'No data',
    component: 'feed',
    kind: 'no-data',
    severity: 'medium',
    afterMs: 30_000,
  };
  const config = organizationConfigSchema.parse({ ...pumpConfig('silent'), rules: [noData] });
  await configure(config);
  const plant = new Plant(bus, config);
  await plant.scan('pump-2', [0, 20]);
  await plant.heartbeat('pump-2', 31);
  await plant.scan('pump-2', [40, 20]);
  await expectReported(plant, ['raised pump-2 feed', 'cleared pump-2 feed']);
});

test('an action while the plant is silent has the time of the wall clock', async () => {
  const plant = await newPlant('quiet');
  const { organizationId } = plant;
  await plant.scan('pump-1', [0, 90]);
  await expectReported(plant, ['raised pump-1 motor']);
  const raised = listener.events.findLast((event) => event.organizationId === organizationId)?.alert;
  assert.ok(raised);
  const ask = { organizationId, alertId: raised.id, userId: USER };
  const beforeMs = believedNow();
  const { alert } = await act({ ...ask, action: { action: 'acknowledge' } });
  const acknowledgedAtMs = Date.parse(alert.acknowledgedAt ?? '');
  expect(acknowledgedAtMs).toBeGreaterThanOrEqual(Math.floor(beforeMs));
  expect(acknowledgedAtMs).toBeLessThanOrEqual(believedNow());
  const ended = await act({ ...ask, action: { action: 'dismiss' } });
  expect(Date.parse(ended.alert.resolvedAt ?? '')).toBeGreaterThanOrEqual(acknowledgedAtMs);
  expect(ended.alert.clearedAt).toBe(raised.raisedAt);
});

test('people act on alerts in memory or only in the database, and never on those of another organization', async () => {
  const plant = await newPlant('acts');
  const other = await newPlant('others');
  const { organizationId } = plant;
  await plant.scan('pump-1', [0, 90]);
  await expectReported(plant, ['raised pump-1 motor']);
  const alertId = listener.events.findLast((event) => event.organizationId === organizationId)?.alert.id;
  assert.ok(alertId);
  const ask = { alertId, userId: USER, action: { action: 'acknowledge' as const } };
  const { alert } = await act({ organizationId, ...ask });
  assert.deepEqual([alert.state.acknowledged, alert.revision], [true, 2]);
  await assert.rejects(act({ organizationId: other.organizationId, ...ask }), {
    code: 'ALERT.NOT_FOUND',
  });
  await plant.scan('pump-1', [1, 20], [1_000, 20]);
  await expectReported(plant, ['raised pump-1 motor', 'acknowledged pump-1 motor', 'cleared pump-1 motor']);
  const resolve = { action: 'resolve' as const, message: 'bearing greased' };
  const resolved = await act({ organizationId, ...ask, action: resolve });
  assert.equal(resolved.alert.resolution, 'bearing greased');
  await eventually(() => listener.reported(organizationId).at(-1) === 'resolved pump-1 motor');
  await assert.rejects(act({ organizationId, ...ask, action: resolve }), {
    code: 'ALERTING.ALERT_ENDED',
  });
});

test('a foreign message is set aside and affects nothing else', async () => {
  const plant = await newPlant('foreign');
  const stranger = new Plant(bus, pumpConfig('stranger'));
  await bus.publish(`scans.${plant.organizationId}.pump-1`, 'garbage', Buffer.from('no frame'));
  await stranger.scan('pump-1', [0, 90]);
  await plant.scan('pump-1', [0, 90]);
  await expectReported(plant, ['raised pump-1 motor']);
  assert.deepEqual(listener.reported(stranger.organizationId), []);
});

test('committed events that were not published are published once after a restart', async () => {
  const plant = await newPlant('outbox');
  await plant.scan('pump-1', [0, 90]);
  await expectReported(plant, ['raised pump-1 motor']);
  await engine.stop('orderly');
  const { events } = store.forgetPublished(plant.organizationId);
  assert.equal(events, 1);
  engine = await startEngine();
  await plant.scan('pump-1', [1, 20]);
  await expectReported(plant, ['raised pump-1 motor', 'cleared pump-1 motor']);
  await eventually(async () => (await store.resume(plant.organizationId, fence)).unpublished.length === 0);
});
