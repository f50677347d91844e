import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { BUCKETS, RPC, STREAMS } from '@eagle/contracts/bus';
import { eventually } from '@eagle/testing';
import { LATER, organizationsOf, utcNow } from './plant-organizations.fixture.js';
import { openPlant, rowsOf, type Plant } from './plant.fixture.js';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await plant.start();
});
afterAll(() => plant.close());

const { table, running, started } = organizationsOf(() => plant);

describe('trouble', () => {
  test('a wrong password is reported, and reading begins within a second of its correction', async () => {
    const name = await table();
    await plant.sql(`INSERT INTO ${name} (at, v) VALUES (${utcNow}, 1)`);
    const good = plant.organization(name);
    const bad = plant.organization(name, { feed: { user: 'nobody_here' } });
    await plant.put({ ...bad, organizationId: good.organizationId });
    const { organizationId } = good;
    await eventually(async () => {
      const status = await plant.status(organizationId);
      assert.deepEqual([status?.state, status?.problem], ['down', 'wrong-credentials']);
    }, LATER);
    await plant.put({ ...good, revision: 2 });
    await eventually(async () => assert.equal(rowsOf(await plant.scans(organizationId)).length, 1), {
      deadlineMs: 3_000,
    });
  });

  test('a table that is dropped and recreated, and another that is locked, are reported, and reading resumes', async () => {
    const [vanishing, locked] = [await table(), await table()];
    const a = await running(vanishing);
    const b = await running(locked);
    await plant.sql(`INSERT INTO ${vanishing} (at, v) VALUES (${utcNow}, 1), (${utcNow}, 2)`);
    await eventually(async () => assert.equal(rowsOf(await plant.scans(a.organizationId)).length, 2), LATER);
    await plant.sql(`DROP TABLE ${vanishing}`);
    const locker = await plant.session();
    await locker.query('BEGIN');
    await locker.query(`LOCK TABLE ${locked}`);
    await eventually(async () => {
      assert.equal((await plant.status(a.organizationId))?.problem, 'table-missing');
      assert.equal((await plant.status(b.organizationId))?.problem, 'statement-timeout');
    }, LATER);
    await locker.query('ROLLBACK');
    await plant.sql(`CREATE TABLE ${vanishing} (id serial PRIMARY KEY, at timestamp, v float8)`);
    await plant.sql(`INSERT INTO ${vanishing} (at, v) VALUES (${utcNow}, 3)`);
    await plant.sql(`INSERT INTO ${locked} (at, v) VALUES (${utcNow}, 1)`);
    await eventually(async () => {
      assert.equal(rowsOf(await plant.scans(a.organizationId)).length, 3);
      assert.equal(rowsOf(await plant.scans(b.organizationId)).length, 1);
    }, LATER);
  });

  test('scans continue while prediction stands still, each within a second, and all features follow once it resumes', async () => {
    const name = await table();
    const { organizationId } = plant.organization(name);
    const room = STREAMS.features.maxMessagesPerSubject;
    // Prediction holds these messages and stands still.
    await Promise.all(
      Array.from({ length: room }, (_, i) =>
        plant.nats.bus.publish(
          `features.${organizationId}`,
          `filler-${organizationId}-${i}`,
          new Uint8Array(8),
        ),
      ),
    );
    await started({ ...plant.organization(name), organizationId });
    for (let row = 1; row <= 20; row += 1) {
      await plant.sql(`INSERT INTO ${name} (at, v) VALUES (${utcNow}, ${row})`);
      await eventually(
        async () => assert.equal(rowsOf(await plant.scans(organizationId)).length, row),
        LATER,
      );
    }
    const scans = await plant.scans(organizationId);
    const delaysMs = scans.flatMap(({ readAtsMs, eventTimesMs }) =>
      [...readAtsMs].map((ms, row) => ms - (eventTimesMs[row] ?? 0)),
    );
    assert.ok(Math.max(...delaysMs) < 1_000, `read after ${Math.max(...delaysMs)} ms`);
    await eventually(
      async () =>
        assert.match((await plant.status(organizationId))?.reason ?? '', /behind.*alarm rules go on/),
      LATER,
    );
    const sequences: number[] = [];
    const queue = await plant.nats.bus.durableConsumer(STREAMS.features, {
      durable: `room-${organizationId}`,
      filterSubject: `features.${organizationId}`,
      pendingMax: 64,
      onMessage: (message) => {
        if (message.payload.length > 8) sequences.push(...message.decode().sequences);
        return Promise.resolve();
      },
    });
    await eventually(
      () =>
        assert.deepEqual(
          sequences,
          Array.from({ length: 20 }, (_, i) => i + 1),
        ),
      LATER,
    );
    await queue.stop();
  });

  test('a flooding organization is limited to its quota and delays no other', async () => {
    const [flooded, calm] = [await table(), await table()];
    const flood = await running(flooded, { settings: { quotaRowsPerSecond: 500 } });
    const quiet = await running(calm, { feed: { pollIntervalMs: 20 } });
    await plant.sql(
      `INSERT INTO ${flooded} (at, v) SELECT ${utcNow} + g * interval '1 ms', g FROM generate_series(1, 3000) g`,
    );
    await eventually(
      async () => assert.equal((await plant.status(flood.organizationId))?.problem, 'quota-exceeded'),
      LATER,
    );
    for (let row = 0; row < 20; row++) {
      await plant.sql(`INSERT INTO ${calm} (at, v) VALUES (${utcNow}, ${row})`);
      await eventually(
        async () => assert.equal((await plant.status(quiet.organizationId))?.problem, 'none'),
        LATER,
      );
    }
    await eventually(
      async () => assert.equal(rowsOf(await plant.scans(quiet.organizationId)).length, 20),
      LATER,
    );
    const frames = await plant.takeFrames(quiet.organizationId);
    const delays = frames.flatMap((frame) =>
      [...frame.readAtsMs].map((ms, row) => ms - (frame.eventTimesMs[row] ?? 0)),
    );
    delays.sort((x, y) => x - y);
    assert.ok((delays[Math.floor(delays.length / 2)] ?? Infinity) < 500, `median ${delays[10]} ms`);
    await eventually(
      async () => assert.equal(rowsOf(await plant.scans(flood.organizationId)).length, 3_000),
      {
        deadlineMs: 20_000,
      },
    );
  });
});

describe('requests about a connection that is being set up', () => {
  test('are answered', async () => {
    const name = await table();
    const { feed, organizationId } = plant.organization(name);
    assert.ok(feed !== null);
    const asked = { organizationId, feed, passwordSealed: plant.sealed(organizationId, feed), table: name };
    assert.equal((await plant.nats.bus.ask(RPC.testFeed, asked)).ok, true);
    const { columns } = await plant.nats.bus.ask(RPC.discoverFeed, asked);
    assert.deepEqual(
      columns.map(({ suggestedTag }) => suggestedTag),
      [null, null, 'v'],
    );
    const broken = await plant.nats.bus.ask(RPC.testFeed, { ...asked, passwordSealed: 'changed' });
    assert.deepEqual([broken.ok, broken.problem], [false, 'wrong-credentials']);
  });

  test('send a stored password to no other server, and never that of another organization', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    let connections = 0;
    server.on('connection', (socket) => {
      connections += 1;
      socket.destroy();
    });
    const { feed, organizationId } = plant.organization(await table());
    const address = server.address();
    assert.ok(feed !== null && typeof address === 'object' && address !== null);
    const passwordSealed = plant.sealed(organizationId, feed);
    const elsewhere = { ...feed, host: '127.0.0.1', port: address.port };
    const other = plant.organization(await table()).organizationId;
    for (const asked of [
      { organizationId, feed: elsewhere, passwordSealed },
      { organizationId: other, feed, passwordSealed },
    ]) {
      const answer = await plant.nats.bus.ask(RPC.testFeed, asked);
      assert.deepEqual([answer.ok, answer.problem], [false, 'wrong-credentials']);
      await assert.rejects(plant.nats.bus.ask(RPC.discoverFeed, asked), { code: 'FEED.PASSWORD_UNKNOWN' });
    }
    assert.equal(connections, 0);
    server.close();
  });
});

describe('a missing password', () => {
  test('is requested in the status, and used once it is given', async () => {
    const config = plant.organization(await table());
    const { organizationId } = config;
    await plant.nats.bus.bucket(BUCKETS.config).put(organizationId, config);
    await eventually(async () => {
      const status = await plant.status(organizationId);
      assert.equal(status?.problem, 'wrong-credentials');
      assert.match(status.reason, /give the feed's password again\.$/);
    }, LATER);
    await plant.put(config);
    await eventually(async () => assert.equal((await plant.status(organizationId))?.state, 'ok'), LATER);
  });
});
