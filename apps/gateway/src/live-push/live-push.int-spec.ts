import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import {
  assetIdSchema,
  BUCKETS,
  componentNameSchema,
  encodePredictionFrame,
  feedStatusSchema,
  modelVersionSchema,
  organizationIdSchema,
  servingStatusSchema,
  subjects,
} from '@eagle/contracts';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { TestSocket } from '../fixtures/socket-client.fixture.js';

describe('live push', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let plants: ListeningPlants;

  before(async () => {
    plants = await ListeningPlants.start();
    ({ gateway, north, south } = plants);
  });
  afterEach(() => plants.closeSockets());
  after(() => plants.close());

  for (const transport of ['websocket', 'polling']) {
    it(`pushes an alert within the second over ${transport}`, async () => {
      const client = await plants.operator({ transports: [transport] });
      const cursor = await plants.publish(north);
      await eventually(() => assert.deepEqual(client.cursors, [cursor]));
      assert.equal(client.alerts[0]?.organizationId, north.id);
      assert.equal(client.alerts[0]?.change, 'raised');
    });
  }

  it('keeps two organizations apart, side by side', async () => {
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
    const stolen = await theirs.resume(0);
    assert.equal(stolen.complete, true);
    assert.ok(!JSON.stringify(theirs.alerts).includes(north.id), 'nor by resuming from the beginning');
  });

  it('gives after a disconnect exactly what was missed, then what is new', async () => {
    const first = await plants.operator();
    const seen = await plants.publish(north);
    await eventually(() => assert.deepEqual(first.cursors, [seen]));
    first.close();
    const missed = await plants.publishMany(north, 5);
    await plants.publish(south);
    const second = await plants.operator();
    const answer = await second.resume(seen);
    const fresh = await plants.publish(north);
    await eventually(() => assert.deepEqual(second.cursors, [...missed, fresh]));
    assert.deepEqual(answer, { cursor: missed.at(-1), replayed: 5, complete: true, pastAlerts: 5 });
  });

  it('takes the cursor with the connection as well', async () => {
    const [from = 0, ...missed] = await plants.publishMany(north, 4);
    const client = await plants.connect({ token: north.operator.accessToken, cursor: from });
    await eventually(() => assert.deepEqual(client.cursors, missed));
  });

  it('resumes without gap or repeat while alerts keep coming', async () => {
    const start = await plants.publish(north);
    const expected = await plants.publishMany(north, 30);
    let isOver = false;
    const flood = (async () => {
      while (!isOver) expected.push(await plants.publish(north));
    })();
    const clients = await Promise.all(
      Array.from({ length: 8 }, () => plants.operator({ onConnect: (client) => void client.resume(start) })),
    );
    await eventually(() => clients.every((client) => client.alerts.length > 60));
    // A second resume, in the middle of the live ones, repeats nothing.
    await Promise.all(clients.map((client) => client.resume(start)));
    isOver = true;
    await flood;
    await eventually(() => {
      for (const client of clients) assert.deepEqual(client.cursors, expected);
    });
  });

  it('tells a client without a cursor where it stands, so that it can resume from there', async () => {
    const last = await plants.publish(north);
    const client = await plants.operator();
    await eventually(() => assert.equal(client.position, last));
    client.close();
    const missed = await plants.publish(north);
    const again = await plants.operator();
    await again.resume(client.position);
    await eventually(() => assert.deepEqual(again.cursors, [missed]));
  });

  it('serves a client on any replica', async () => {
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
    await moved.resume(cursor);
    await eventually(() => assert.deepEqual(moved.cursors, missed));
  });

  it('goes on exactly where it was when the bus was killed and came back', async () => {
    const client = await plants.operator();
    const before = await plants.publish(north);
    await eventually(() => assert.deepEqual(client.cursors, [before]));
    process.kill(gateway.bus.server.pid, 'SIGKILL');
    await gateway.bus.server.exited;
    await gateway.bus.server.restart();
    const afterwards = await plants.publishMany(north, 3);
    await eventually(() => assert.deepEqual(client.cursors, [before, ...afterwards]), { deadlineMs: 15_000 });
  });

  it('refuses who may not listen, and says why', async () => {
    await plants.isRefused({}, 'AUTH.TOKEN_INVALID');
    await plants.isRefused({ token: 'nonsense' }, 'AUTH.TOKEN_INVALID');
    await plants.isRefused(
      { token: north.operator.accessToken, organizationId: south.id },
      'TENANCY.OTHER_ORGANIZATION',
    );
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    await plants.isRefused({ token }, 'TENANCY.ORGANIZATION_REQUIRED');
    const named = await plants.connect({ token, organizationId: south.id });
    const cursor = await plants.publish(south);
    await plants.publish(north);
    await eventually(() => assert.deepEqual(named.cursors, [cursor]));
  });

  it('answers a message that makes no sense, and stays', async () => {
    const client = await plants.operator();
    const answer: unknown = await client.socket.timeout(2_000).emitWithAck('resume', { cursor: 'x' });
    assert.equal(
      z.object({ problem: z.object({ code: z.string() }) }).parse(answer).problem.code,
      'REQUEST.INVALID',
    );
    assert.ok(client.connected);
  });

  it('gives each asset its newest prediction at most once a second, to those who ask', async () => {
    const [asking, silent] = await Promise.all([plants.operator(), plants.operator()]);
    await asking.socket.timeout(2_000).emitWithAck('subscribe', { predictions: true });
    const foreign = await plants.connect({ token: south.operator.accessToken });
    await foreign.socket.timeout(2_000).emitWithAck('subscribe', { predictions: true });
    const rows = 3;
    const organizationId = organizationIdSchema.parse(north.id);
    const publishFrame = (probability: number) =>
      gateway.bus.bus.publish(
        subjects.predictions(organizationId),
        `frame-${probability}`,
        encodePredictionFrame({
          organizationId,
          modelVersion: modelVersionSchema.parse('1.0.0'),
          assetNames: [assetIdSchema.parse('pump-1'), assetIdSchema.parse('pump-2')],
          componentNames: [componentNameSchema.parse('impeller')],
          factors: {},
          rows,
          assets: Uint16Array.of(0, 1, 0),
          flags: new Uint16Array(rows),
          components: new Uint16Array(rows),
          sequences: Float64Array.of(1, 1, 2),
          eventTimesMs: Float64Array.of(1_000, 1_000, 2_000),
          readAtsMs: Float64Array.of(1_000, 1_000, 2_000),
          probability: Float32Array.of(0.125, 0.25, probability),
          confidence: new Float32Array(rows).fill(0.5),
          timeToFailure: Float32Array.of(1, 2, 3, 1, 2, 3, 1, 2, 3),
        }),
      );
    for (const probability of [0.375, 0.5, 0.75]) await publishFrame(probability);
    const brief = z.object({ assetId: z.string(), probability: z.number(), timeToFailure: z.number() });
    await eventually(() => {
      assert.deepEqual(
        asking.predictions.map((prediction) => brief.parse(prediction)),
        [
          { assetId: 'pump-1', probability: 0.75, timeToFailure: 2 },
          { assetId: 'pump-2', probability: 0.25, timeToFailure: 2 },
        ],
      );
    });
    assert.deepEqual([silent.predictions, foreign.predictions], [[], []]);
    const latest = await gateway.ok(
      z.object({ items: z.array(brief) }),
      'GET',
      '/api/v1/predictions/latest',
      {
        token: north.operator.accessToken,
      },
    );
    assert.deepEqual(
      latest.items.map((item) => item.probability),
      [0.75, 0.25],
    );
    const none = await gateway.request('GET', '/api/v1/predictions/latest', {
      token: south.operator.accessToken,
    });
    assert.equal(none.text, '{"items":[]}');
  });

  it('pushes what is known of feed and model, on connection and when it changes', async () => {
    const organizationId = organizationIdSchema.parse(north.id);
    const bucket = gateway.bus.bus.bucket(BUCKETS.servingStatus, servingStatusSchema);
    const status = (reason: string) =>
      servingStatusSchema.parse({
        v: 1,
        organizationId,
        state: 'rules-only',
        version: null,
        reason,
        updatedAt: '2026-01-01T00:00:00.000Z',
      });
    await bucket.put(organizationId, status('no model yet'));
    const foreign = await plants.connect({ token: south.operator.accessToken });
    const client = await eventually(async () => {
      const fresh = await plants.operator();
      await eventually(() => assert.equal(fresh.statuses[0]?.serving?.reason, 'no model yet'));
      return fresh;
    });
    await bucket.put(organizationId, status('training'));
    await eventually(() => assert.equal(client.statuses.at(-1)?.serving?.reason, 'training'));
    assert.ok(foreign.statuses.every((push) => push.organizationId === south.id && push.serving === null));
    const rest = await gateway.request('GET', '/api/v1/ml/status', { token: north.operator.accessToken });
    assert.match(rest.text, /training/);
  });

  it('shows a feed as not reported, on REST and socket, when nothing more is heard of it', async () => {
    const organizationId = organizationIdSchema.parse(north.id);
    const bucket = gateway.bus.bus.bucket(BUCKETS.feedStatus, feedStatusSchema);
    const client = await plants.operator();
    const status = {
      v: 1 as const,
      organizationId,
      state: 'ok' as const,
      problem: 'none' as const,
      reason: 'Connected; rows come in.',
      rowsRead: 1,
      scansPublished: 1,
      rowsQuarantined: 0,
      rejected: {},
      newestEventAt: null,
      lastReadAt: null,
      lagMs: null,
      watermark: '1',
      updatedAt: '2026-01-01T00:00:00.000Z',
      goodForMs: 1_000,
    };
    const shown = async (): Promise<string> =>
      (
        await gateway.request('GET', `/api/v1/organizations/${north.id}/feed/status`, {
          token: north.operator.accessToken,
        })
      ).text;
    await bucket.put(organizationId, feedStatusSchema.parse(status));
    await eventually(() => assert.equal(client.statuses.at(-1)?.feed?.state, 'ok'));
    await eventually(() => assert.equal(client.statuses.at(-1)?.feed?.problem, 'not-reported'));
    assert.match(await shown(), /"state":"down","problem":"not-reported"/);
    await bucket.put(
      organizationId,
      feedStatusSchema.parse({ ...status, goodForMs: null, updatedAt: '2026-01-01T00:00:01.000Z' }),
    );
    await eventually(async () => assert.match(await shown(), /"state":"ok"/));
  });

  it('cuts a disabled user off at once, on every replica', async () => {
    const url = await gateway.addReplica();
    const person = await gateway.tenant('fired');
    const sockets = await Promise.all([
      plants.connect({ token: person.operator.accessToken }),
      plants.connect({ token: person.operator.accessToken }, { url }),
    ]);
    const bystander = await plants.connect({ token: person.admin.accessToken });
    const path = `/api/v1/organizations/${person.id}/users/${person.operator.userId}`;
    await gateway.ok(z.unknown(), 'PATCH', path, {
      token: person.admin.accessToken,
      body: { enabled: false },
    });
    await eventually(
      () =>
        assert.deepEqual(
          sockets.map((each) => each.connected),
          [false, false],
        ),
      {
        deadlineMs: 3_000,
      },
    );
    assert.deepEqual(
      sockets.map((each) => each.ended),
      ['access-withdrawn', 'access-withdrawn'],
    );
    assert.ok(bystander.connected);
    await plants.isRefused({ token: person.operator.accessToken }, 'AUTH.ACCESS_WITHDRAWN');
  });

  it('cuts a disabled organization off, and nobody else', async () => {
    const other = await gateway.tenant('closed');
    const [theirs, ours] = await Promise.all([
      plants.connect({ token: other.operator.accessToken }),
      plants.operator(),
    ]);
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    await gateway.ok(z.unknown(), 'POST', `/api/v1/organizations/${other.id}/disable`, { token });
    await eventually(() => assert.equal(theirs.ended, 'access-withdrawn'));
    assert.ok(ours.connected);
  });

  it('measures the way from the row to the socket', async () => {
    const { text } = await gateway.request('GET', '/metrics');
    const count = /^eagle_gateway_read_to_socket_seconds_count\{[^}]*\} (\d+)$/m.exec(text)?.[1];
    assert.ok(Number(count) > 50, text.slice(0, 200));
  });
});

describe('the end of a token', () => {
  it('ends its sockets, and says so', async () => {
    const gateway = await RunningGateway.start({ ACCESS_TOKEN_MS: '2000' });
    try {
      const { accessToken, refreshToken } = (await gateway.tenant('brief')).operator;
      const client = await TestSocket.connect(gateway.url, { token: accessToken });
      await eventually(() => assert.equal(client.ended, 'token-expired'), { deadlineMs: 4_000 });
      await assert.rejects(TestSocket.connect(gateway.url, { token: accessToken }));
      const renewed = await gateway.ok(
        z.object({ accessToken: z.string() }),
        'POST',
        '/api/v1/auth/refresh',
        {
          body: { refreshToken },
        },
      );
      const again = await TestSocket.connect(gateway.url, { token: renewed.accessToken });
      again.close();
    } finally {
      await gateway.close();
    }
  });
});
