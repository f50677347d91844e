import assert from 'node:assert/strict';
import { RPC, STREAMS } from '@eagle/contracts/bus';
import { assetIdSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { encodeScanBatch } from '@eagle/contracts/frames';
import {
  TAIL,
  type TailBegun,
  telemetryPushSchema,
  type TailUpdate,
  type TelemetryPush,
} from '@eagle/contracts/socket';
import { eventually } from '@eagle/testing';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import { plantConfig, type RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { StalledClient } from '../fixtures/stalled-client.fixture.js';
import { scansOf, T0, type PublishedScans } from './scans.fixture.js';

const PUMPS = Array.from({ length: TAIL.assetsMax + 2 }, (_, i) => `pump-${i + 1}`);
const assets = PUMPS.map((assetId) => ({ assetId, name: assetId }));

let gateway: RunningGateway;
let north: Tenant;
let south: Tenant;
let stalled: StalledClient | null = null;
let plants: ListeningPlants;
/** Sequence of the next row of each asset, as data-processor counts them. */
const next = new Map<string, number>();

beforeAll(async () => {
  plants = await ListeningPlants.start();
  ({ gateway, north, south } = plants);
  for (const tenant of [north, south]) await configure(tenant);
});
afterEach(async () => {
  plants.closeSockets();
  await stalled?.close();
  stalled = null;
  await eventually(async () => (await metric('eagle_gateway_tailed_assets')) === 0);
});
afterAll(() => plants.close());

async function configure(tenant: Tenant, change: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const saved = await gateway.request('PUT', `/api/v1/organizations/${tenant.id}/config`, {
    token: tenant.admin.accessToken,
    body: plantConfig({ assets, ...change }),
  });
  assert.ok(saved.status < 300, saved.text);
}

async function metric(name: string): Promise<number> {
  const { text } = await gateway.request('GET', '/metrics');
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** One message, a row a value. @returns the times of its rows. */
async function publish(tenant: Tenant, flows: readonly number[], asset = 'pump-1'): Promise<number[]> {
  const key = `${tenant.id}/${asset}`;
  const from = next.get(key) ?? 1;
  next.set(key, from + flows.length);
  await send({ organizationId: tenant.id, asset, from, flows });
  return flows.map((_, row) => T0 + (from + row) * 1_000);
}

async function send(scans: PublishedScans): Promise<void> {
  const { organizationId, asset = 'pump-1', from, flows } = scans;
  const subject = STREAMS.scans.subject(
    organizationIdSchema.parse(organizationId),
    assetIdSchema.parse(asset),
  );
  const id = `${organizationId}.${asset}.${from}.${flows.length}`;
  await gateway.bus.bus.publish(subject, id, encodeScanBatch(scansOf(scans)));
}

const assetUpdates = (updates: readonly TelemetryPush[]): TailUpdate[] =>
  updates.flatMap((update) => update.assets);
const timesOf = (updates: readonly TelemetryPush[]): number[] =>
  assetUpdates(updates).flatMap(({ timesMs }) => timesMs);
const rowsOf = (updates: readonly TelemetryPush[]): number =>
  assetUpdates(updates).reduce(
    (sum, { timesMs, condensed }) => sum + timesMs.length + (condensed?.rows ?? 0),
    0,
  );

test('sends the rows of an asset as they are published, with value, quality and state of the wanted tags', async () => {
  await publish(north, [1]);
  const client = await plants.operator();
  const { newest } = await client.tail('pump-1', ['flow']);
  const times = await publish(north, [12, Number.NaN, 14]);
  assert.deepEqual(newest, {
    timeMs: (times[0] ?? 0) - 1_000,
    cursor: (next.get(`${north.id}/pump-1`) ?? 0) - 4,
  });
  await eventually(() => assert.deepEqual(timesOf(client.updates), times));
  assert.deepEqual(client.updates[0], {
    organizationId: north.id,
    assets: [
      {
        assetId: 'pump-1',
        cursor: newest === null ? 0 : newest.cursor + 3,
        timesMs: times,
        states: ['running', 'running', 'running'],
        columns: [{ tag: 'flow', values: [12, null, 14], quality: ['good', 'missing', 'good'] }],
        condensed: null,
        skippedUpdates: 0,
        isInterrupted: false,
      },
    ],
  });
});

test('sends nothing of another organization, whatever its client asks for', async () => {
  const [ours, theirs] = await Promise.all([
    plants.operator(),
    plants.connect({ token: south.operator.accessToken }),
  ]);
  await Promise.all([ours.tail('pump-1'), theirs.tail('pump-1')]);
  const named = { assetId: 'pump-1', tags: ['flow'], organizationId: north.id };
  assert.equal(await theirs.refusalOf('subscribe', { telemetry: named }), 'REQUEST.INVALID');
  const times = await publish(north, [1, 2, 3]);
  await eventually(() => assert.deepEqual(timesOf(ours.updates), times));
  const theirTimes = await publish(south, [7]);
  await eventually(() => assert.deepEqual(timesOf(theirs.updates), theirTimes));
  assert.ok(theirs.updates.every(({ organizationId }) => organizationId === south.id));
});

test('begins exactly after the newest row that it names, while rows keep coming and clients join', async () => {
  let isOver = false;
  const flood = (async () => {
    while (!isOver) await publish(north, [1]);
  })();
  const clients = await Promise.all(Array.from({ length: 20 }, () => plants.operator()));
  const begun: TailBegun[] = [];
  for (const client of clients) begun.push(await client.tail('pump-1'));
  await eventually(() => clients.every((client) => rowsOf(client.updates) > 50));
  isOver = true;
  await flood;
  const lastCursor = (next.get(`${north.id}/pump-1`) ?? 0) - 1;
  await eventually(() => {
    for (const [i, client] of clients.entries()) {
      const updates = assetUpdates(client.updates);
      assert.equal(updates.at(-1)?.cursor, lastCursor);
      assert.equal(rowsOf(client.updates), lastCursor - (begun[i]?.newest?.cursor ?? 0));
    }
  });
  assert.equal(await metric('eagle_gateway_tailed_assets'), 1);
  assert.equal(await metric('eagle_gateway_tails'), clients.length);
});

test('sends at most four updates a second, with the rows of all assets together', async () => {
  const client = await plants.operator();
  for (const pump of ['pump-1', 'pump-2', 'pump-3']) await client.tail(pump);
  await eventually(
    async () => {
      for (const pump of ['pump-1', 'pump-2', 'pump-3']) await publish(north, [1], pump);
      return client.updates.length >= 8;
    },
    { deadlineMs: 10_000 },
  );
  const [first = 0] = client.updatedAtsMs;
  const lastMs = client.updatedAtsMs.at(-1) ?? 0;
  // Those that were sent apart may arrive together.
  assert.ok(
    lastMs - first >= (client.updates.length - 2) * TAIL.updateEveryMs,
    client.updatedAtsMs.join(' '),
  );
  assert.ok(client.updates.some((update) => update.assets.length === 3));
});

test('condenses what is too much for an update, and keeps a spike of one row', async () => {
  const client = await plants.operator();
  await client.tail('pump-1', ['flow', 'tripped']);
  const flows = Array.from({ length: 60 }, () => 1);
  const sent = Array.from({ length: 12 }, (_, i) => publish(north, i === 1 ? [...flows, 9_999] : flows));
  await Promise.all(sent);
  await eventually(() => assert.equal(rowsOf(client.updates), 12 * 60 + 1));
  const seen = assetUpdates(client.updates).flatMap(({ columns, condensed }) => [
    ...(columns[0]?.values ?? []),
    condensed?.columns[0]?.max ?? null,
  ]);
  assert.ok(seen.includes(9_999));
  assert.ok(assetUpdates(client.updates).every(({ timesMs }) => timesMs.length <= TAIL.rowsMax));
  assert.ok((await metric('eagle_gateway_tail_rows_condensed_total')) > 0);
});

test('a client that does not read loses updates, is told how many, and gets their rows condensed', async () => {
  const slow = (stalled = await StalledClient.connect(gateway.url, north.operator.accessToken));
  await slow.emit('subscribe', { telemetry: { assetId: 'pump-1', tags: ['flow'] } });
  const quick = await plants.operator();
  await quick.tail('pump-1');
  await eventually(async () => (await metric('eagle_gateway_tails')) === 2);
  const skipped = async (): Promise<number> => {
    const { text } = await gateway.request('GET', '/metrics');
    const found = /^eagle_gateway_tail_updates_total\{[^}]*outcome="skipped"[^}]*\} (\d+)$/m.exec(text);
    return Number(found?.[1] ?? 0);
  };
  const before = await skipped();
  const beganAt = next.get(`${north.id}/pump-1`) ?? 1;
  await eventually(
    async () => {
      await publish(north, [1, 2, 3]);
      return (await skipped()) >= before + 3;
    },
    { deadlineMs: 10_000 },
  );
  await publish(north, [4]);
  const wanted = (next.get(`${north.id}/pump-1`) ?? 0) - beganAt;
  await eventually(() => rowsOf(quick.updates) === wanted);
  const updates: TelemetryPush[] = [];
  await eventually(
    async () => {
      updates.push(...StalledClient.payloadsOf(await slow.take(), 'telemetry', telemetryPushSchema));
      return rowsOf(updates) === wanted;
    },
    { deadlineMs: 10_000 },
  );
  const told = assetUpdates(updates).reduce((sum, { skippedUpdates }) => sum + skippedUpdates, 0);
  assert.ok(told >= 3, `${told}`);
  assert.ok(assetUpdates(quick.updates).every(({ skippedUpdates }) => skippedUpdates === 0));
});

test('follows an asset once for all clients, and no longer than one listens', async () => {
  const clients = await Promise.all(Array.from({ length: 5 }, () => plants.operator()));
  await Promise.all(clients.map((client) => client.tail('pump-4')));
  assert.equal(await metric('eagle_gateway_tailed_assets'), 1);
  const [first, ...others] = clients;
  for (const client of others) client.close();
  await eventually(async () => (await metric('eagle_gateway_tails')) === 1);
  assert.ok(first);
  const times = await publish(north, [1], 'pump-4');
  await eventually(() => assert.deepEqual(timesOf(first.updates), times));
  assert.deepEqual(await first.ask('unsubscribe', { telemetry: { assetId: 'pump-4' } }), {});
  await eventually(async () => (await metric('eagle_gateway_tailed_assets')) === 0);
  assert.ok(first.connected);
});

test('goes on after a reconnect from the newest row, which says whether rows were missed', async () => {
  const first = await plants.operator();
  await first.tail('pump-1');
  await publish(north, [1, 2]);
  await eventually(() => rowsOf(first.updates) === 2);
  const { cursor } = assetUpdates(first.updates).at(-1) ?? { cursor: 0 };
  first.close();
  await publish(north, [3, 4, 5]);
  const second = await plants.operator();
  const { newest } = await second.tail('pump-1');
  assert.equal(newest?.cursor, cursor + 3);
  const times = await publish(north, [6]);
  await eventually(() => assert.deepEqual(timesOf(second.updates), times));
});

test('goes on without a gap when the message server was killed and came back', async () => {
  const client = await plants.operator();
  await client.tail('pump-1');
  const before = await publish(north, [1]);
  await eventually(() => assert.deepEqual(timesOf(client.updates), before));
  await gateway.bus.server.kill();
  await gateway.bus.server.restart();
  const afterwards = [...(await publish(north, [2])), ...(await publish(north, [3]))];
  await eventually(() => assert.deepEqual(timesOf(client.updates), [...before, ...afterwards]), {
    deadlineMs: 20_000,
  });
});

test('asks the historian for the newest row where the stream holds none', async () => {
  const organizationId = organizationIdSchema.parse(north.id);
  const assetId = assetIdSchema.parse('pump-5');
  const served = await gateway.bus.bus.serve(RPC.latestTelemetry, () => ({
    organizationId,
    rows: [{ assetId, timeMs: T0, readAtMs: T0, sequence: 41, labels: {}, values: {} }],
  }));
  await send({ organizationId: north.id, asset: 'pump-5', from: 0, flows: [], heartbeatAtMs: T0 + 5_000 });
  const client = await plants.operator();
  assert.deepEqual((await client.tail('pump-5')).newest, { timeMs: T0, cursor: 41 });
  await served.stop();
});

test('refuses what is unknown or too much, with a code, and keeps the socket', async () => {
  const client = await plants.operator();
  const refusal = (assetId: string, tags: readonly string[]) =>
    client.refusalOf('subscribe', { telemetry: { assetId, tags } });
  assert.equal(await refusal('pump-99', ['flow']), 'TELEMETRY.ASSET_UNKNOWN');
  assert.equal(await refusal('pump-1', ['flow', 'pressure']), 'TELEMETRY.TAG_UNKNOWN');
  assert.equal(await refusal('pump-1', []), 'REQUEST.INVALID');
  const many = Array.from({ length: TAIL.tagsMax + 1 }, (_, i) => `tag-${i}`);
  assert.equal(await refusal('pump-1', many), 'REQUEST.INVALID');
  assert.equal(await client.refusalOf('subscribe', {}), 'REQUEST.INVALID');
  for (const pump of PUMPS.slice(0, TAIL.assetsMax)) await client.tail(pump);
  assert.equal(await refusal(PUMPS[TAIL.assetsMax] ?? '', ['flow']), 'PUSH.TOO_MANY_TAILS');
  // Other tags of an asset take no new place.
  await client.tail('pump-1', ['tripped']);
  const codes: string[] = [];
  for (let i = 0; i < TAIL.changesMax; i += 1) codes.push(await refusal('pump-99', ['flow']));
  assert.equal(codes.at(-1), 'PUSH.SUBSCRIBED_TOO_OFTEN');
  assert.ok(client.connected);
});

test('refuses more assets than a replica may follow, but not more clients of one', async () => {
  const url = await gateway.addReplica({ TAILED_ASSETS_MAX: '1' });
  const [one, other] = await Promise.all([plants.operator({ url }), plants.operator({ url })]);
  await one.tail('pump-1');
  await other.tail('pump-1');
  const telemetry = { assetId: 'pump-2', tags: ['flow'] };
  assert.equal(await other.refusalOf('subscribe', { telemetry }), 'PUSH.TAILS_FULL');
  one.close();
  await other.ask('unsubscribe', { telemetry: { assetId: 'pump-1' } });
  await eventually(() => other.tail('pump-2'));
});

test('ends for what is configured no more, and only for that', async () => {
  const client = await plants.connect({ token: south.operator.accessToken });
  await Promise.all([client.tail('pump-1'), client.tail('pump-2'), client.tail('pump-3')]);
  await configure(south, { assets: assets.filter(({ assetId }) => assetId !== 'pump-2') });
  await eventually(() =>
    assert.deepEqual(client.endedTails, [{ assetId: 'pump-2', reason: 'not-configured' }]),
  );
  const times = await publish(south, [1]);
  await eventually(() => assert.deepEqual(timesOf(client.updates), times));
  assert.equal(await metric('eagle_gateway_tailed_assets'), 2);
});

test('ends for a disabled organization, also for a super-admin who listens', async () => {
  const shut = await gateway.tenant('shut');
  await configure(shut);
  const token = await gateway.superAdminWithin(shut.id);
  const [watching, member] = await Promise.all([
    // On another replica, which only the configuration tells.
    plants.connect({ token, organizationId: shut.id }, { url: await gateway.addReplica() }),
    plants.connect({ token: shut.operator.accessToken }),
  ]);
  await Promise.all([watching.tail('pump-1'), member.tail('pump-1')]);
  await gateway.request('POST', `/api/v1/organizations/${shut.id}/disable`, { token });
  await eventually(() => {
    assert.equal(member.ended, 'access-withdrawn');
    assert.deepEqual(watching.endedTails, [{ assetId: 'pump-1', reason: 'not-configured' }]);
  });
});
