import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { alertIdSchema } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import type { RunningGateway, Tenant } from '../fixtures/running-gateway.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';
import { publishAlert } from '../fixtures/socket-client.fixture.js';

describe('clients that come back', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let plants: ListeningPlants;

  beforeAll(async () => {
    plants = await ListeningPlants.start();
    ({ gateway, north, south } = plants);
  });
  afterEach(() => plants.closeSockets());
  afterAll(() => plants.close());

  test('that leave while their replay begins do not stop the gateway', async () => {
    await plants.publishMany(north, 40);
    const { accessToken: token } = north.operator;
    const leaving = Array.from({ length: 40 }, async (_, i) => {
      const client = await plants.connect({ token, cursor: i % 2 });
      client.close();
    });
    await Promise.all(leaving);
    const { text } = await gateway.request('GET', '/metrics');
    assert.match(text, /^eagle_gateway_socket_ends_total\{.*reason="closed"/m);
    const client = await plants.operator();
    const cursor = await plants.publish(north);
    await eventually(() => assert.deepEqual(client.cursors, [cursor]));
  });

  test('are interrupted when a frozen bus stalls their replay, and are served afterwards', async () => {
    const from = await plants.publish(south);
    const missed = await plants.publishMany(south, 3);
    const client = await plants.connect({ token: south.operator.accessToken });
    await gateway.bus.server.freeze();
    try {
      client.socket.emit('resume', { cursor: from });
      await eventually(() => assert.equal(client.ended, 'interrupted'), { deadlineMs: 40_000 });
    } finally {
      await gateway.bus.server.thaw();
    }
    const again = await eventually(
      () => plants.connect({ token: south.operator.accessToken, cursor: from }),
      {
        deadlineMs: 15_000,
      },
    );
    await eventually(() => assert.deepEqual(again.cursors, missed));
  });

  test('hold only a bounded number of sockets for one person and for one organization', async () => {
    const crowd = await gateway.tenant('crowd');
    const url = await gateway.addReplica({ SOCKETS_PER_USER_MAX: '3', SOCKETS_PER_ORGANIZATION_MAX: '5' });
    const many = async (token: string, count: number): Promise<string[]> =>
      Promise.all(
        Array.from({ length: count }, () =>
          plants.connect({ token }, { url }).then(
            () => 'connected',
            (error: unknown) => (error instanceof Error ? error.message : String(error)),
          ),
        ),
      );
    const mine = await many(crowd.operator.accessToken, 8);
    assert.equal(mine.filter((answer) => answer === 'connected').length, 3);
    assert.equal(mine.filter((answer) => answer === 'PUSH.TOO_MANY_OF_USER').length, 5);
    const theirs = await many(crowd.admin.accessToken, 3);
    assert.deepEqual(theirs.sort(), ['PUSH.TOO_MANY_OF_ORGANIZATION', 'connected', 'connected']);
    assert.deepEqual(await many(north.operator.accessToken, 1), ['connected']);
    plants.closeSockets();
    await eventually(async () => assert.deepEqual(await many(crowd.operator.accessToken, 1), ['connected']));
  });

  test('learn that a cursor is unreadable, so that they do not refresh a good token', async () => {
    const { accessToken: token } = north.operator;
    for (const cursor of [-1, 1.5, 'abc', null, 2 ** 60, {}, [1]]) {
      await plants.isRefused({ token, cursor }, 'REQUEST.INVALID');
    }
    await plants.isRefused({ token, organizationId: 'north' }, 'REQUEST.INVALID');
    await plants.isRefused({ token: 7, cursor: -1 }, 'AUTH.TOKEN_INVALID');
  });

  test('learn with the connection whether all events after their cursor came', async () => {
    const { accessToken: token } = north.operator;
    const last = await plants.publish(north);
    const whole = await plants.connect({ token, cursor: last - 1 });
    await eventually(() => assert.equal(whole.resumed?.complete, true));
    const ahead = await plants.connect({ token, cursor: last + 1_000 });
    await eventually(() =>
      assert.deepEqual(ahead.resumed, {
        cursor: last,
        stream: ahead.position?.stream,
        replayed: 0,
        complete: false,
        pastAlerts: 0,
      }),
    );
  });

  test('get past alerts marked as past, and notify people only of active ones', async () => {
    const { accessToken: token } = north.operator;
    const from = await plants.publish(north);
    const [gone, standing] = [randomUUID(), randomUUID()].map((id) => alertIdSchema.parse(id));
    assert.ok(gone !== undefined && standing !== undefined);
    await storeAlert(gateway.database.open(), alertOf(north.id, { id: standing }));
    const state = { ...alertOf(north.id).state, active: false };
    await publishAlert(gateway.bus.bus, north.id, 'raised', { id: gone });
    await publishAlert(gateway.bus.bus, north.id, 'raised', { id: standing, late: true });
    await publishAlert(gateway.bus.bus, north.id, 'cleared', { id: gone, state });
    const client = await plants.connect({ token, cursor: from });
    await eventually(() => assert.equal(client.alerts.length, 3));
    assert.deepEqual(
      client.alerts.map(({ past }) => past === true),
      [true, false, true],
    );
    assert.equal(client.resumed?.pastAlerts, 1);
  });

  test('get late changes as past, summed up once', async () => {
    const client = await plants.operator();
    const ids = Array.from({ length: 20 }, () => alertIdSchema.parse(randomUUID()));
    const state = { ...alertOf(north.id).state, active: false };
    for (const [i, id] of ids.entries()) {
      await publishAlert(gateway.bus.bus, north.id, 'raised', { id, late: true });
      if (i > 0) await publishAlert(gateway.bus.bus, north.id, 'cleared', { id, state, late: true });
    }
    await eventually(() => assert.equal(client.summaries.length, 1), { deadlineMs: 10_000 });
    assert.equal(client.alerts.length, 39);
    assert.ok(client.alerts.every(({ past }) => past === true));
    const [summary] = client.summaries;
    assert.deepEqual([summary?.pastAlerts, summary?.standingAlerts], [19, 1]);
    assert.equal(summary?.standing[0]?.id, ids[0]);
  });
});
