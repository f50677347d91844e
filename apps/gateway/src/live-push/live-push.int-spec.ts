import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { eventually } from '@eagle/testing';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import type { RunningGateway, Tenant } from '../fixtures/running-gateway.fixture.js';

describe('live push', () => {
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

  for (const transport of ['websocket', 'polling']) {
    test(`pushes an alert within the second over ${transport}`, async () => {
      const client = await plants.operator({ transports: [transport] });
      const cursor = await plants.publish(north);
      await eventually(() => assert.deepEqual(client.cursors, [cursor]));
      assert.equal(client.alerts[0]?.organizationId, north.id);
      assert.equal(client.alerts[0]?.change, 'raised');
    });
  }

  test('keeps two organizations apart, side by side', async () => {
    const [ours, theirs] = await Promise.all([
      plants.operator(),
      plants.connect({ token: south.operator.accessToken }),
    ]);
    const published = { north: [] as number[], south: [] as number[] };
    for (let i = 0; i < 20; i += 1) {
      published.north.push(await plants.publish(north));
      published.south.push(await plants.publish(south));
    }
    await eventually(() => {
      assert.deepEqual(ours.cursors, published.north);
      assert.deepEqual(theirs.cursors, published.south);
    });
    assert.ok(!JSON.stringify(ours.alerts).includes(south.id));
    assert.ok(!JSON.stringify(theirs.alerts).includes(north.id));
    const stolen = await theirs.resume({ cursor: 0 });
    assert.equal(stolen.complete, true);
    assert.ok(!JSON.stringify(theirs.alerts).includes(north.id), 'nor by resuming from the beginning');
  });

  test('sends exactly the missed events after a disconnect, then new ones', async () => {
    const first = await plants.operator();
    const seen = await plants.publish(north);
    await eventually(() => assert.deepEqual(first.cursors, [seen]));
    first.close();
    const missed = await plants.publishMany(north, 5);
    await plants.publish(south);
    const second = await plants.operator();
    const answer = await second.resume({ cursor: seen });
    const fresh = await plants.publish(north);
    await eventually(() => assert.deepEqual(second.cursors, [...missed, fresh]));
    assert.deepEqual(answer, {
      cursor: missed.at(-1),
      stream: await gateway.bus.bus.incarnationOf(STREAMS.alerts),
      replayed: 5,
      complete: true,
      pastAlerts: 5,
    });
  });

  test('takes the cursor with the connection as well', async () => {
    const [from = 0, ...missed] = await plants.publishMany(north, 4);
    const client = await plants.connect({ token: north.operator.accessToken, cursor: from });
    await eventually(() => assert.deepEqual(client.cursors, missed));
  });

  test('resumes without gap or repeat while alerts keep coming', async () => {
    const start = await plants.publish(north);
    const expected = await plants.publishMany(north, 30);
    let isOver = false;
    const flood = (async () => {
      while (!isOver) expected.push(await plants.publish(north));
    })();
    const clients = await Promise.all(
      Array.from({ length: 8 }, () =>
        plants.operator({ onConnect: (client) => void client.resume({ cursor: start }) }),
      ),
    );
    await eventually(() => clients.every((client) => client.alerts.length > 60));
    // A second resume, in the middle of the live ones, repeats nothing.
    await Promise.all(clients.map((client) => client.resume({ cursor: start })));
    isOver = true;
    await flood;
    await eventually(() => {
      for (const client of clients) assert.deepEqual(client.cursors, expected);
    });
  });

  test('gives a client without a cursor its position, so that it can resume from there', async () => {
    const last = await plants.publish(north);
    const client = await plants.operator();
    await eventually(() => assert.equal(client.position?.cursor, last));
    client.close();
    const missed = await plants.publish(north);
    const again = await plants.operator();
    assert.ok(client.position !== null);
    await again.resume(client.position);
    await eventually(() => assert.deepEqual(again.cursors, [missed]));
  });

  test('serves a client on any replica', async () => {
    const url = await gateway.addReplica();
    const [one, other] = await Promise.all([plants.operator(), plants.operator({ url })]);
    const cursor = await plants.publish(north);
    await eventually(() => {
      assert.deepEqual(one.cursors, [cursor]);
      assert.deepEqual(other.cursors, [cursor]);
    });
    one.close();
    const missed = await plants.publishMany(north, 3);
    const moved = await plants.operator({ url });
    await moved.resume({ cursor: cursor });
    await eventually(() => assert.deepEqual(moved.cursors, missed));
  });

  test('continues at the same position when the bus was killed and came back', async () => {
    const client = await plants.operator();
    const before = await plants.publish(north);
    await eventually(() => assert.deepEqual(client.cursors, [before]));
    await gateway.bus.server.kill();
    await gateway.bus.server.restart();
    const afterwards = await plants.publishMany(north, 3);
    await eventually(() => assert.deepEqual(client.cursors, [before, ...afterwards]), { deadlineMs: 15_000 });
  });

  test('measures the way from the row to the socket', async () => {
    const client = await plants.operator();
    await plants.publishMany(north, 3);
    await eventually(() => assert.equal(client.alerts.length, 3));
    const { text } = await gateway.request('GET', '/metrics');
    const count = /^eagle_gateway_read_to_socket_seconds_count\{[^}]*\} (\d+)$/m.exec(text)?.[1];
    assert.ok(Number(count) >= 3, text.slice(0, 200));
  });
});
