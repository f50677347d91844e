import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { eventually } from '@eagle/testing';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import type { RunningGateway, Tenant } from '../fixtures/running-gateway.fixture.js';

describe('an alert stream that began anew', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let plants: ListeningPlants;

  beforeAll(async () => {
    plants = await ListeningPlants.start();
    ({ gateway, north } = plants);
  });
  afterEach(() => plants.closeSockets());
  afterAll(() => plants.close());

  test('is reported to a client with a cursor that it has already passed, and serves it from its place in the new stream', async () => {
    const { accessToken: token } = north.operator;
    const client = await plants.operator();
    const [seen = 0] = await plants.publishMany(north, 3);
    await eventually(() => assert.equal(client.alerts.length, 3));
    const before = client.position;
    assert.ok(before?.stream !== undefined);
    await gateway.bus.beginAnew(STREAMS.alerts);
    await eventually(() => assert.equal(client.ended, 'interrupted'), { deadlineMs: 15_000 });
    const published = await plants.publishMany(north, 6);
    assert.ok(seen < (published.at(-1) ?? 0), 'the cursor lies within the new stream');

    const old = await plants.connect({ token, cursor: seen, stream: before.stream });
    await eventually(() =>
      assert.deepEqual(old.resumed, {
        cursor: published.at(-1),
        stream: old.position?.stream,
        replayed: 0,
        complete: false,
        pastAlerts: 0,
      }),
    );
    assert.notEqual(old.resumed?.stream, before.stream);
    const answer = await old.resume({ cursor: seen, stream: before.stream });
    assert.equal(answer.complete, false, 'by a message as well');

    const fresh = await plants.connect({ token, cursor: answer.cursor - 1, stream: answer.stream });
    await eventually(() => assert.deepEqual(fresh.cursors, published.slice(-1)));
    assert.equal(fresh.resumed?.complete, true);
  });

  test('gives no events of the former stream to a client that reads the new one from its beginning', async () => {
    const { accessToken: token } = north.operator;
    await plants.publishMany(north, 4);
    const first = await plants.connect({ token, cursor: 0 });
    await eventually(() => assert.equal(first.resumed?.complete, true));
    const revisions = first.alerts.map(({ alert }) => alert.revision);
    await gateway.bus.beginAnew(STREAMS.alerts);
    await eventually(() => assert.equal(first.ended, 'interrupted'), { deadlineMs: 15_000 });
    await plants.publishMany(north, 4);
    const second = await plants.connect({ token, cursor: 0 });
    await eventually(() => assert.equal(second.alerts.length, 4));
    assert.ok(second.alerts.every(({ alert }) => !revisions.includes(alert.revision)));
  });

  test('accepts the plain number of a client that does not know streams', async () => {
    const [from = 0, ...missed] = await plants.publishMany(north, 3);
    const client = await plants.connect({ token: north.operator.accessToken, cursor: from });
    await eventually(() => assert.deepEqual(client.cursors, missed));
    assert.equal(client.resumed?.complete, true);
  });
});
