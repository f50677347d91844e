import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { organizationGlanceSchema, pageOf } from '@eagle/contracts/rest';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { reportFeed } from '../fixtures/feed-report.fixture.js';
import {
  plantConfig,
  RunningGateway,
  SUPER_ADMIN,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';
import { alertOf, seed, servingStatusOf, storeAlert, trainingStatusOf } from '../fixtures/seed.fixture.js';

const PATH = '/api/v1/platform/organizations';
const pageSchema = pageOf(organizationGlanceSchema);
const SECRET = 'row-4711';

describe('organizations at a glance', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let token: string;

  beforeAll(async () => {
    gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '100' });
    [north, south] = [await gateway.tenant('north'), await gateway.tenant('south')];
    ({ accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password));
    const { bus } = gateway.bus;
    const database = gateway.database.open();
    await gateway.ok(z.unknown(), 'PUT', `/api/v1/organizations/${north.id}/config`, {
      token: north.admin.accessToken,
      body: plantConfig({ settings: { timeZone: 'Asia/Kolkata' } }),
    });
    await seed(database, north.id, '1.2.3', north.admin.userId);
    await database.forOrganization(organizationIdSchema.parse(north.id), (tx) =>
      tx.query(
        `UPDATE model_versions SET manifest = jsonb_set(manifest, '{judgement}', '{"model":{"event":{"events":38,"warnedInTime":31}}}')
          WHERE organization_id = $1`,
        [north.id],
      ),
    );
    const acknowledged = {
      active: true,
      acknowledged: true,
      shelved: false,
      suppressed: false,
      outOfService: false,
    };
    await storeAlert(database, alertOf(south.id, { severity: 'critical' }));
    await storeAlert(database, alertOf(south.id, { severity: 'critical', state: acknowledged }));
    await storeAlert(database, alertOf(south.id, { severity: 'low' }));
    await database.forOrganization(organizationIdSchema.parse(south.id), (tx) =>
      tx.query(
        `INSERT INTO history_stretches (organization_id, reason, state, from_at, until_at, reached_at)
         VALUES ($1, 'begin', 'running', '2026-01-01', '2026-01-11', '2026-01-08')`,
        [south.id],
      ),
    );
    for (const noun of ['scans', 'rows', 'rows']) {
      await bus.publish(STREAMS.deadLetters.subject(south.id, noun), crypto.randomUUID(), new Uint8Array(), {
        'Eagle-Dead-Subject': `scans.${south.id}.line`,
      });
    }
    await bus.bucket(BUCKETS.servingStatus).put(south.id, servingStatusOf(south.id, '1.4.0'));
    await bus.bucket(BUCKETS.trainingStatus).put(south.id, trainingStatusOf(south.id));
    const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
    await reportFeed(gateway, south, {
      rowsRead: 100,
      updatedAt: at(0),
      watermark: SECRET,
      reason: 'First.',
    });
    await reportFeed(gateway, south, {
      rowsRead: 130,
      updatedAt: at(10),
      watermark: SECRET,
      reason: 'Second.',
    });
  });
  afterAll(() => gateway.close());

  const read = (query = '') => gateway.ok(pageSchema, 'GET', `${PATH}${query}`, { token });

  test('show feed, model, alerts, errors and whom to call, and nothing of one in the other', async () => {
    const [one, two] = await eventually(async () => {
      const { items } = await read();
      expect(items[1]?.serving).not.toBeNull();
      return items;
    });
    expect([one?.organization.slug, two?.organization.slug]).toEqual(['north', 'south']);
    expect(one).toMatchObject({ timeZone: 'Asia/Kolkata', assets: 1, feed: null, rowsPerSecond: null });
    expect(one).toMatchObject({ serving: null, training: null, takenOver: null, deadLetters: 0 });
    expect(one?.modelRegisteredAt).not.toBeNull();
    expect([one?.warned, two?.warned]).toEqual([{ inTime: 31, failures: 38 }, null]);
    expect(one?.contacts).toEqual([{ name: 'ADMIN of north', email: 'admin@north.example' }]);
    expect(two).toMatchObject({ assets: 0, rowsPerSecond: 3, modelRegisteredAt: null, takenOver: 0.3 });
    expect(two?.lastHour.rowsPerSecond.at(-1)).toBe(3);
    expect(two?.lastHour.lagMs.at(-1)).toBe(14);
    expect(two?.feed).toMatchObject({ state: 'ok', reason: 'Second.', lagMs: 14 });
    expect(two).toMatchObject({ serving: { version: '1.4.0' }, training: { stage: 'waiting' } });
    expect(two?.alerts).toMatchObject({
      critical: { active: 2, unacknowledged: 1 },
      high: { active: 0, unacknowledged: 0 },
      low: { active: 1, unacknowledged: 1 },
    });
    expect([two?.deadLetters, two?.quarantinedRows]).toEqual([1, 2]);
    expect(two?.contacts).toEqual([{ name: 'ADMIN of south', email: 'admin@south.example' }]);
  });

  test('hold no value of a plant: neither keys of its rows nor texts of its alerts', async () => {
    const { text } = await gateway.request('GET', PATH, { token });
    expect(text).toContain('Second.');
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(`Only for ${south.id}`);
  });

  test('come a page at a time', async () => {
    const first = await read('?limit=1');
    const second = await read(`?limit=1&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
    expect([...first.items, ...second.items].map(({ organization }) => organization.slug)).toEqual([
      'north',
      'south',
    ]);
  });

  test('enter no organization: their audit logs do not grow', async () => {
    const entries = async () =>
      (await gateway.request('GET', '/api/v1/audit?limit=200', { token: south.admin.accessToken })).text;
    const before = await entries();
    await read();
    expect(await entries()).toBe(before);
  });

  test('are for super-admins alone', async () => {
    for (const { accessToken } of [north.admin, south.operator]) {
      const answer = await gateway.request('GET', PATH, { token: accessToken });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('south');
    }
  });
});
