import assert from 'node:assert/strict';
import type net from 'node:net';
import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationConfig } from '@eagle/contracts/domain';
import { decodeScanBatch } from '@eagle/contracts/frames';
import {
  announcement,
  complete,
  description,
  failure,
  hostileServer,
  int16,
  int32,
  isPage,
  message,
  notice,
  pour,
  ready,
  row,
  type HostileServer,
  type Hostility,
} from '@eagle/feeds/fixtures';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { openPlant, type Plant } from './plant.fixture.js';

/** The memory limit that the launcher gives this service. */
const HEAP_MB = 384;
/** Measured rows of the honest neighbour, one after the other. */
const ROWS = 60;
const inserted = z.object({ id: z.number() });
const LATER = { deadlineMs: 30_000 };

const asked =
  (work: (socket: net.Socket, sql: string) => void): Hostility['reply'] =>
  (socket, sql) => {
    work(socket, sql);
    return true;
  };
const pouring = (first: Buffer, then: Buffer): Hostility['reply'] =>
  asked((socket) => {
    socket.write(first);
    pour(socket, then);
  });
const firstBytes = Buffer.concat([description(1), Buffer.from([0x44]), int32(2 ** 30)]);
/** The largest answer that an honest server may send, sent for every statement. */
const largest = Buffer.concat([
  description(4),
  ...Array.from({ length: 2_000 }, (_, n) => row(`${n + 1}`, '2025-01-01', 'x'.repeat(3_900), '7')),
  complete,
  ready,
]);
const hostilities: Record<string, Hostility> = {
  'rows without end': { reply: pouring(description(1), row('1')) },
  'long rows without end': { reply: pouring(description(1), row('x'.repeat(60_000))) },
  'a row of a gigabyte': { reply: pouring(firstBytes, Buffer.alloc(64 * 1024, 1)) },
  'notices without end': { reply: pouring(Buffer.alloc(0), notice('x'.repeat(1_000))) },
  'announcements without end': { reply: pouring(Buffer.alloc(0), announcement('x')) },
  'an error without end': { reply: asked((socket) => socket.write(message(0x45, Buffer.from('Mno end')))) },
  'long errors': {
    reply: asked((socket) => socket.write(Buffer.concat([failure('XX000', 'x'.repeat(2e5)), ready]))),
  },
  'sixty thousand columns': { reply: asked((socket) => socket.write(message(0x54, int16(60_000)))) },
  'the largest answers': { reply: (socket, sql) => isPage(sql) && (socket.write(largest) || true) },
  'greetings without end': { greet: (socket) => pour(socket, notice('x')) },
};

let plant: Plant;
const servers: HostileServer[] = [];
beforeAll(async () => {
  plant = await openPlant();
  plant.spawn('data-processor-0', [`--max-old-space-size=${HEAP_MB}`]);
});
afterAll(async () => {
  for (const server of servers) server.close();
  await plant.close();
});

/** Milliseconds from a row's commit at the source to its scan on the bus, row by row. */
async function delays(table: string, config: OrganizationConfig): Promise<number[]> {
  const seen = new Map<number, number>();
  const consumer = await plant.nats.bus.follow(STREAMS.scans, {
    filterSubjects: [`scans.${config.organizationId}.*`],
    from: 'new',
    onMessage: ({ payload }) => {
      const { source } = decodeScanBatch(payload);
      for (const key of source?.rowKeys ?? []) seen.set(Number(key), performance.now());
    },
  });
  const found: number[] = [];
  for (let n = 0; n < ROWS; n += 1) {
    const { rows } = await plant.sql(
      `INSERT INTO ${table} (at, v) VALUES (now() AT TIME ZONE 'UTC', 1) RETURNING id`,
    );
    const { id: key } = inserted.parse(rows[0]);
    const atMs = performance.now();
    await eventually(() => assert.ok(seen.has(key)), { ...LATER, everyMs: 1 });
    found.push((seen.get(key) ?? NaN) - atMs);
  }
  await consumer.stop();
  return found.sort((a, b) => a - b);
}

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;

test('ten hostile sources do not keep the honest neighbour from being read in time', async () => {
  await plant.sql('CREATE TABLE honest (id serial PRIMARY KEY, at timestamp, v float8)');
  const honest = plant.organization('honest');
  await plant.put(honest);
  await eventually(async () => assert.equal((await plant.status(honest.organizationId))?.state, 'ok'), LATER);
  const calm = await delays('honest', honest);

  const hostile: [string, OrganizationConfig][] = [];
  for (const [name, hostility] of Object.entries(hostilities)) {
    const server = await hostileServer(hostility);
    servers.push(server);
    const config = plant.organization('scans', { feed: { host: '127.0.0.1', port: server.port } });
    await plant.put(config);
    hostile.push([name, config]);
  }
  await eventually(() => assert.ok(servers.every((server) => server.connections() > 0)), LATER);
  const raging = await delays('honest', honest);

  for (const [name, { organizationId }] of hostile) {
    await eventually(async () => {
      const status = await plant.status(organizationId);
      if (name === 'the largest answers')
        assert.equal(status?.state, 'degraded', `${name}: ${status?.reason}`);
      else assert.equal(status?.state, 'down', `${name}: ${status?.reason}`);
    }, LATER);
  }
  assert.equal((await plant.status(honest.organizationId))?.state, 'ok');
  const scans = await plant.scans(honest.organizationId);
  assert.equal(scans.reduce((sum, { rows }) => sum + rows, 0) >= 2 * ROWS, true);
  const reported = `p50 ${share(calm, 0.5)} then ${share(raging, 0.5)} ms, p95 ${share(calm, 0.95)} then ${share(raging, 0.95)} ms`;
  console.log(reported);
  assert.ok(share(raging, 0.5) < 3 * share(calm, 0.5) + 100, reported);
  assert.ok(share(raging, 0.95) < 3 * share(calm, 0.95) + 500, reported);
});
