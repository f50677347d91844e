import assert from 'node:assert/strict';
import { readdir, rename, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RETENTION } from '../policy/retention.js';
import {
  append,
  ASSET,
  DAY_MS,
  everySecond,
  maintain,
  MONDAY_MS,
  read,
} from '../store/store-world.fixture.js';
import { position } from '../store/positions.fixture.js';
import { parquetWorld } from './parquet-world.fixture.js';
import { segmentFileName } from './segment-files.js';

let world: Awaited<ReturnType<typeof parquetWorld>>;
beforeAll(async () => {
  world = await parquetWorld();
});
afterAll(() => world.close());

test('files that others took the place of stay for reads that began before, then go', async () => {
  const organizationId = await world.organization();
  const folder = path.join(world.folder, organizationId);
  world.nowMs = MONDAY_MS + 3_600_000;
  for (let i = 0; i < 12; i += 1)
    await append(world.store, organizationId, everySecond(MONDAY_MS + i * 100_000, 50));
  const query = {
    kind: 'scans',
    assetId: ASSET,
    fromMs: 0,
    toMs: 4e12,
    resolution: 'raw',
    columns: ['a'],
    labels: [],
  } as const;
  const begun = world.store
    .read(organizationId, query, () => assert.fail('nothing is missing'))
    [Symbol.asyncIterator]();
  await begun.next();
  await maintain(world, organizationId);
  assert.equal((await readdir(folder)).length, 13);
  let rows = 50;
  for (let next = await begun.next(); next.done !== true; next = await begun.next()) rows += next.value.rows;
  assert.equal(rows, 600);
  world.nowMs += 11 * 60_000;
  await maintain(world, organizationId);
  assert.equal((await readdir(folder)).length, 1);
  assert.equal((await read(world.store, organizationId)).length, 600);
});

test('a file without an entry in the catalogue is no part of the history, and is removed once it is old', async () => {
  const organizationId = await world.organization();
  world.nowMs = MONDAY_MS + 3_600_000;
  await append(world.store, organizationId, everySecond(MONDAY_MS, 10));
  const folder = path.join(world.folder, organizationId);
  const [kept] = await readdir(folder);
  const old = segmentFileName(world.nowMs - 2 * 3_600_000, 'ab');
  const fresh = segmentFileName(world.nowMs - 60_000, 'cd');
  for (const file of [old, fresh, 'note.txt']) await writeFile(path.join(folder, file), 'x');
  await utimes(path.join(folder, fresh), 0, 0);
  const { sweptFiles } = await world.store.maintain(organizationId, world.nowMs, RETENTION);
  assert.equal(sweptFiles, 1);
  assert.deepEqual((await readdir(folder)).sort(), [kept, fresh, 'note.txt'].sort());
  assert.equal((await read(world.store, organizationId)).length, 10);
});

test('a segment for each UTC day that rows fall into, in the folder of the organization', async () => {
  const organizationId = await world.organization();
  await append(world.store, organizationId, everySecond(MONDAY_MS + DAY_MS - 5_000, 10));
  assert.equal((await readdir(path.join(world.folder, organizationId))).length, 2);
});

test('a place that cannot be written is named; nothing is stored then, and the same rows are stored once it can be', async () => {
  const organizationId = await world.organization();
  const positions = new Map([['scans', position(4)]] as const);
  const drafts = path.join(world.folder, '.drafts');
  await rename(drafts, `${drafts}-away`);
  const store = () => append(world.store, organizationId, everySecond(MONDAY_MS, 10), { positions });
  await assert.rejects(store(), { code: 'TELEMETRY.STORE_UNWRITABLE', kind: 'unavailable', retryable: true });
  assert.equal((await world.store.positions(organizationId)).size, 0);
  assert.deepEqual(await read(world.store, organizationId), []);
  await rename(`${drafts}-away`, drafts);
  await store();
  assert.equal((await read(world.store, organizationId)).length, 10);
});
