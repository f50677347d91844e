import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { BUCKETS } from '@eagle/contracts/bus';
import {
  organizationConfigSchema,
  organizationIdSchema,
  type OrganizationConfig,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { Subscription } from '@eagle/messaging';
import { eventually, testBus, type TestBus } from '@eagle/testing';
import { z } from 'zod';
import { HealthRegistry } from '../health.js';
import { createLogger } from '../logger.js';
import { Metrics } from '../metrics.js';
import { ConfigWatch, type OnConfig } from './config-watch.js';

const newId = (): OrganizationId => organizationIdSchema.parse(randomUUID());

function configOf(organizationId: OrganizationId, revision = 1): OrganizationConfig {
  return organizationConfigSchema.parse({
    ...{ organizationId, slug: 'plant', name: 'Plant', enabled: true, revision },
    ...{ assets: [], tags: [], feed: null, mapping: null, rules: [], settings: {} },
  });
}

let nats: TestBus;
let watch: ConfigWatch;
let health: HealthRegistry;
let metrics: Metrics;
let followed: Subscription[] = [];

beforeAll(async () => {
  nats = await testBus();
});
beforeEach(() => {
  health = new HealthRegistry();
  const logger = createLogger({ service: 'alerting', replica: 'alerting-0', level: 'silent' });
  metrics = new Metrics('alerting', 'alerting-0');
  watch = new ConfigWatch(nats.bus, logger, health, metrics);
  watch.onModuleInit();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(followed.map((subscription) => subscription.stop()));
  followed = [];
});
afterAll(() => nats.close());

const put = (config: OrganizationConfig, key: string = config.organizationId): Promise<number> =>
  nats.bus.bucket(BUCKETS.config).put(key, config);

/** The reports on each organization: revisions in their order, `removed` at the end. */
class Told {
  readonly all = new Map<OrganizationId, (number | 'removed')[]>();

  readonly take: OnConfig = (organizationId, config) => {
    const revisions = this.all.get(organizationId) ?? [];
    this.all.set(organizationId, [...revisions, config?.revision ?? 'removed']);
  };

  of(organizationId: OrganizationId): (number | 'removed')[] {
    return this.all.get(organizationId) ?? [];
  }
}

async function follow(onConfig: OnConfig): Promise<void> {
  followed.push(await watch.follow(onConfig));
}

test('reports every configuration before it resolves, then each change in its order', async () => {
  const ids = Array.from({ length: 300 }, newId);
  for (const id of ids) await put(configOf(id));
  const reported = new Told();
  await follow(reported.take);
  for (const id of ids) assert.deepEqual(reported.of(id), [1]);

  const [changing] = ids as [OrganizationId];
  for (let revision = 2; revision <= 20; revision += 1) await put(configOf(changing, revision));
  await nats.bus.bucket(BUCKETS.config).delete(changing);
  await eventually(() => reported.of(changing).at(-1) === 'removed');
  assert.deepEqual(reported.of(changing), [...Array.from({ length: 20 }, (_, n) => n + 1), 'removed']);
});

test('an unreadable configuration changes nothing, for its organization and for the others', async () => {
  const [bad, good] = [newId(), newId()];
  const reported = new Told();
  await follow(reported.take);
  await put(configOf(bad));
  const { invalidValues } = nats.bus.counters;
  await nats.bus.bucket(BUCKETS.config, z.unknown()).put(bad, { revision: 'two' });
  await put(configOf(good));
  await eventually(() => reported.of(good).length === 1);
  assert.deepEqual(reported.of(bad), [1]);
  assert.equal(nats.bus.counters.invalidValues, invalidValues + 1);
  await assert.rejects(watch.read(bad), { code: 'BUS.BUCKET_VALUE_INVALID' });
});

test('a configuration under another organization’s key is ignored and counted', async () => {
  const [owner, other] = [newId(), newId()];
  const reported = new Told();
  await follow(reported.take);
  await put(configOf(owner));
  await put(configOf(owner, 2), other);
  await put(configOf(owner, 3));
  await eventually(() => reported.of(owner).length === 2);
  assert.deepEqual(reported.of(owner), [1, 3]);
  assert.deepEqual(reported.of(other), []);
  expect(await metrics.render()).toMatch(/eagle_config_misplaced_values\{[^}]*\} 1\b/);
  await assert.rejects(watch.read(other), { code: 'BUS.WRONG_TENANT' });
  assert.equal((await watch.read(owner))?.revision, 3);
});

test('a callback that fails on one organization still gets the others', async () => {
  const [failing, sound] = [newId(), newId()];
  const reported = new Told();
  await follow((organizationId, config) => {
    if (organizationId === failing) throw new Error('cannot use it');
    reported.take(organizationId, config);
  });
  await put(configOf(failing));
  await put(configOf(sound));
  await eventually(() => reported.of(sound).length === 1);
});

test('a stopped consumer gets no more reports, and a new one begins with all stored configurations', async () => {
  const id = newId();
  await put(configOf(id));
  const [former, later] = [new Told(), new Told()];
  await follow(former.take);
  await followed.pop()?.stop();
  await put(configOf(id, 2));
  await follow(later.take);
  assert.deepEqual(later.of(id), [2]);
  assert.deepEqual(former.of(id), [1]);
});

test('changes during an outage of the message server are reported when it is back, and nothing twice', async () => {
  const [same, changed] = [newId(), newId()];
  await put(configOf(same));
  await put(configOf(changed));
  const reported = new Told();
  await follow(reported.take);
  await nats.server.kill();
  await nats.server.restart();
  await put(configOf(changed, 2));
  await eventually(() => reported.of(changed).length === 2, { deadlineMs: 15_000 });
  assert.deepEqual(reported.of(changed), [1, 2]);
  assert.deepEqual(reported.of(same), [1]);
});

test('readiness waits for the initial configurations', async () => {
  const watched = Promise.withResolvers<Subscription>();
  const bucket = nats.bus.bucket(BUCKETS.config);
  jest.spyOn(bucket, 'watch').mockReturnValue(watched.promise);
  jest.spyOn(nats.bus, 'bucket').mockReturnValueOnce(bucket);
  const following = follow(() => undefined);
  const { status, checks } = await health.report();
  assert.equal(status, 'unavailable');
  assert.match(checks['configurations']?.reason ?? '', /not been read yet/);

  watched.resolve({ stop: async () => undefined });
  await following;
  // A report holds for a second, or until a check is added.
  health.register('another', () => ({ ok: true }));
  assert.equal((await health.report()).status, 'ok');
});
