import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { FEATURE_FLAG, type ScanBatch } from '@eagle/contracts/frames';
import { eventually } from '@eagle/testing';
import { SETTLED_AFTER_MS } from './pipeline/checkpoint-store.js';
import { ended, openPlant, rowsOf, type Plant } from './plant.fixture.js';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant.close());

/**
 * The frames of the newest read may not have begun to leave; then those of the previous read were
 * the last.
 */
function rowsOfNewestReads(messages: readonly ScanBatch[]): number {
  const newest = Math.max(...messages.map(({ source }) => source?.batch ?? 0));
  return messages.reduce((sum, { source, rows }) => sum + ((source?.batch ?? 0) >= newest - 1 ? rows : 0), 0);
}

describe('killed again and again while rows come', () => {
  test('every row is published once, in order, and only feature frames that were in flight are repeated', async () => {
    await plant.sql('CREATE TABLE scans (id serial PRIMARY KEY, at timestamp, v float8)');
    const config = plant.organization('scans', { feed: { pollIntervalMs: 20 } });
    const { organizationId } = config;
    await plant.put(config);
    let written = 0;
    let writing = true;
    const writer = (async () => {
      while (writing) {
        const { rowCount } = await plant.sql(
          `INSERT INTO scans (at, v) SELECT now() AT TIME ZONE 'UTC', g FROM generate_series(1, 3) g`,
        );
        written += rowCount ?? 0;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    let repeatable = 0;
    for (let kill = 0; kill < 4; kill++) {
      const before = rowsOf(await plant.scans(organizationId)).length;
      const child = plant.spawn();
      // Killed during work, at a different point each time.
      await eventually(
        async () => assert.ok(rowsOf(await plant.scans(organizationId)).length > before + 20 * (kill + 1)),
        { deadlineMs: 20_000 },
      );
      await ended(child);
      repeatable += rowsOfNewestReads(await plant.scans(organizationId));
    }
    writing = false;
    await writer;
    plant.spawn();
    await eventually(async () => assert.equal(rowsOf(await plant.scans(organizationId)).length, written), {
      deadlineMs: 20_000,
    });
    const rows = rowsOf(await plant.scans(organizationId));
    assert.deepEqual(
      rows.map(({ sequence }) => sequence),
      rows.map((_, i) => i + 1),
    );
    assert.deepEqual(
      rows.map(({ key }) => Number(key)).sort((a, b) => a - b),
      rows.map((_, i) => i + 1),
    );
    const features: number[] = [];
    let last = 0;
    await eventually(
      async () => {
        for (const frame of await plant.takeFrames(organizationId)) {
          features.push(...frame.sequences);
          last = frame.flags.at(-1) ?? 0;
        }
        assert.equal(new Set(features).size, written);
      },
      { deadlineMs: 10_000 },
    );
    // Frames in flight at the kill may be repeated where the stream has already forgotten their id.
    // No others are.
    assert.ok(features.length - written <= repeatable, `${features.length} of ${written}, ${repeatable}`);
    // The windows were rebuilt from the stream.
    assert.equal(last & FEATURE_FLAG.windowIncomplete, 0);
  });

  test('another replica takes over from a killed one, and a killed broker costs no row', async () => {
    await plant.sql('CREATE TABLE moved (id serial PRIMARY KEY, at timestamp, v float8)');
    const config = plant.organization('moved');
    const { organizationId } = config;
    const insert = `INSERT INTO moved (at, v) SELECT now() AT TIME ZONE 'UTC', g FROM generate_series(1, 5) g`;
    const published = async (): Promise<number> => rowsOf(await plant.scans(organizationId)).length;
    await plant.put(config);
    const first = plant.spawn('data-processor-8');
    await plant.sql(insert);
    await eventually(async () => assert.equal(await published(), 5), { deadlineMs: 20_000 });
    await ended(first);
    await plant.sql(insert);
    plant.spawn('data-processor-9');
    await eventually(async () => assert.equal(await published(), 10), { deadlineMs: 20_000 });
    const { server } = plant.nats;
    await server.kill();
    await plant.sql(insert);
    await server.restart();
    await eventually(async () => assert.equal(await published(), 15), { deadlineMs: 20_000 });
    const rows = rowsOf(await plant.scans(organizationId));
    assert.deepEqual(
      rows.map(({ key, sequence }) => [Number(key), sequence]),
      Array.from({ length: 15 }, (_, i) => [i + 1, i + 1]),
    );
  });

  test('feature frames that were not predicted are rebuilt identically after the broker was killed', async () => {
    await plant.sql('CREATE TABLE waiting (id serial PRIMARY KEY, at timestamp, v float8)');
    const config = plant.organization('waiting');
    const { organizationId } = config;
    await plant.put(config);
    plant.spawn('data-processor-7');
    const subject = `features.${organizationId}`;
    const waiting = async (): Promise<number> =>
      (await plant.nats.bus.lastMessage(STREAMS.features, subject))?.sequence ?? 0;
    for (let rows = 1; rows <= 3; rows += 1) {
      const before = await waiting();
      await plant.sql(
        `INSERT INTO waiting (at, v) SELECT now() AT TIME ZONE 'UTC', g FROM generate_series(1, 4) g`,
      );
      await eventually(async () => assert.ok((await waiting()) > before), { deadlineMs: 20_000 });
    }
    const { server } = plant.nats;
    await server.kill();
    await server.restart();
    await eventually(async () => assert.ok((await waiting()) > 0), { deadlineMs: 20_000 });
    const sequences = new Set<number>();
    await eventually(
      async () => {
        for (const frame of await plant.takeFrames(organizationId))
          for (const sequence of frame.sequences) sequences.add(sequence);
        assert.deepEqual(
          [...sequences].sort((a, b) => a - b),
          Array.from({ length: 12 }, (_, i) => i + 1),
        );
      },
      { deadlineMs: 20_000 },
    );
  });

  test('feature frames that waited for room when their process was killed are rebuilt', async () => {
    await plant.sql('CREATE TABLE crowded (id serial PRIMARY KEY, at timestamp, v float8)');
    const config = plant.organization('crowded');
    const { organizationId } = config;
    await Promise.all(
      Array.from({ length: STREAMS.features.maxMessagesPerSubject }, (_, i) =>
        plant.nats.bus.publish(`features.${organizationId}`, `crowd-${i}`, new Uint8Array(8)),
      ),
    );
    await plant.put(config);
    const first = plant.spawn('data-processor-8');
    const published = async (): Promise<number> => rowsOf(await plant.scans(organizationId)).length;
    // One row a read, until the first reads are older than a checkpoint has to be.
    const startedAtMs = Date.now();
    let rows = 0;
    while (rows < 10 || Date.now() - startedAtMs < SETTLED_AFTER_MS + 2_000) {
      await plant.sql(`INSERT INTO crowded (at, v) VALUES (now() AT TIME ZONE 'UTC', 1)`);
      rows += 1;
      await eventually(async () => assert.equal(await published(), rows), { deadlineMs: 20_000 });
    }
    await ended(first);
    plant.spawn('data-processor-8');
    const sequences = new Set<number>();
    const queue = await plant.nats.bus.durableConsumer(STREAMS.features, {
      durable: `crowd-${organizationId}`,
      filterSubject: `features.${organizationId}`,
      pendingMax: 64,
      onMessage: (message) => {
        if (message.payload.length > 8)
          for (const sequence of message.decode().sequences) sequences.add(sequence);
        return Promise.resolve();
      },
    });
    await eventually(
      () =>
        assert.deepEqual(
          [...sequences].sort((a, b) => a - b),
          Array.from({ length: rows }, (_, i) => i + 1),
        ),
      { deadlineMs: 20_000 },
    );
    await queue.stop();
  });
});
