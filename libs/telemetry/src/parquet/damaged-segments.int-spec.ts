import assert from 'node:assert/strict';
import { copyFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OrganizationId } from '@eagle/contracts/domain';
import { TelemetryHistory } from '../history/telemetry-history.js';
import {
  append,
  ASSET,
  DAY_MS,
  everySecond,
  maintain,
  MONDAY_MS,
  read,
} from '../store/store-world.fixture.js';
import type { MissingRows } from '../store/telemetry-store.js';
import { parquetWorld } from './parquet-world.fixture.js';

type World = Awaited<ReturnType<typeof parquetWorld>>;
let world: World;
beforeAll(async () => {
  world = await parquetWorld();
});
afterAll(() => world.close());

const HOUR_MS = 3_600_000;

/** Four segments, an hour from each other, in the order of time. */
async function fourSegments(): Promise<{ organizationId: OrganizationId; files: string[] }> {
  const organizationId = await world.organization();
  world.nowMs = MONDAY_MS + 5 * HOUR_MS;
  const files: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    await append(world.store, organizationId, everySecond(MONDAY_MS + i * HOUR_MS, 500));
    const there = await readdir(path.join(world.folder, organizationId));
    files.push(...there.filter((file) => !files.includes(file)));
  }
  return { organizationId, files: files.map((file) => path.join(world.folder, organizationId, file)) };
}

async function readAround(
  organizationId: OrganizationId,
): Promise<{ hours: number[]; missing: MissingRows[] }> {
  const missing: MissingRows[] = [];
  const rows = await read(world.store, organizationId, { onMissing: (rows) => missing.push(rows) });
  assert.equal(rows.length % 500, 0);
  const hours = new Set(rows.map(({ timeMs }) => Math.floor((timeMs - MONDAY_MS) / HOUR_MS)));
  return { hours: [...hours], missing };
}

const DAMAGES: Readonly<Record<string, (file: string) => Promise<void>>> = {
  'a bit that flipped': async (file) => {
    const bytes = await readFile(file);
    bytes[200] = (bytes[200] ?? 0) ^ 0x10;
    await writeFile(file, bytes);
  },
  'a file that was cut off': async (file) => writeFile(file, (await readFile(file)).subarray(0, 900)),
  'a file of zero bytes': (file) => writeFile(file, ''),
  'a file of something else': (file) => writeFile(file, 'no Parquet'),
  'a file that is gone': (file) => rm(file),
};

for (const [name, damage] of Object.entries(DAMAGES)) {
  test(`${name}: the segment is named and set aside, the others answer, now and later`, async () => {
    const { organizationId, files } = await fourSegments();
    const broken = files[1] ?? '';
    await damage(broken);
    for (const round of ['found', 'known']) {
      const { hours, missing } = await readAround(organizationId);
      assert.deepEqual(hours, [0, 2, 3], round);
      assert.deepEqual(
        missing.map(({ fromMs, toMs, rows, segment }) => ({ fromMs, toMs, rows, segment })),
        [
          {
            fromMs: MONDAY_MS + HOUR_MS,
            toMs: MONDAY_MS + HOUR_MS + 499_000,
            rows: 500,
            segment: `${organizationId}/${path.basename(broken)}`,
          },
        ],
        round,
      );
    }
  });
}

test('a sound segment of another organization in place of a file is named, before and after its first read', async () => {
  const stranger = await fourSegments();
  for (const isReadBefore of [false, true]) {
    const { organizationId, files } = await fourSegments();
    if (isReadBefore) assert.deepEqual((await readAround(organizationId)).hours, [0, 1, 2, 3]);
    await copyFile(stranger.files[0] ?? '', files[2] ?? '');
    const { hours, missing } = await readAround(organizationId);
    assert.deepEqual([hours, missing.length], [[0, 1, 3], 1]);
  }
});

test('damaged aggregates of a day are named, and the day is answered from its rows', async () => {
  for (const resolution of ['minute', 'hour'] as const) {
    const organizationId = await world.organization();
    await append(world.store, organizationId, everySecond(MONDAY_MS, 7_200));
    world.nowMs = MONDAY_MS + 2 * DAY_MS;
    await maintain(world, organizationId);
    const [file] = await filesOf(organizationId, resolution);
    await truncate(path.join(world.folder, organizationId, file ?? ''), 100);
    const history = new TelemetryHistory(world.store, () => null);
    const points = resolution === 'minute' ? 2_000 : 30;
    const range = { kind: 'scans', assetId: ASSET, fromMs: MONDAY_MS, toMs: MONDAY_MS + DAY_MS } as const;
    const series = () => history.series(organizationId, { ...range, columns: ['a'], points });
    assert.deepEqual(
      (await series()).missing.map(({ segment }) => segment),
      [`${organizationId}/${file}`],
    );
    const again = await series();
    const last = [...(again.columns.get('a')?.last ?? [])].filter((value) => !Number.isNaN(value));
    assert.deepEqual([resolution, last.at(-1)], [resolution, 7_199]);
  }
});

test('a segment that is damaged after its first read is found at the next one, and no row is given twice', async () => {
  const { organizationId, files } = await fourSegments();
  assert.deepEqual((await readAround(organizationId)).hours, [0, 1, 2, 3]);
  await writeFile(files[2] ?? '', 'no Parquet');
  const { hours, missing } = await readAround(organizationId);
  assert.deepEqual(hours, [0, 1, 3]);
  assert.equal(missing.length, 1);
});

test('a damaged segment keeps a day from being closed no longer than one round; an answer says what it lacks', async () => {
  const { organizationId, files } = await fourSegments();
  await writeFile(files[3] ?? '', 'no Parquet');
  world.nowMs = MONDAY_MS + 2 * DAY_MS;
  await maintain(world, organizationId);
  const history = new TelemetryHistory(world.store, () => null);
  const range = { kind: 'scans', assetId: ASSET, fromMs: MONDAY_MS, toMs: MONDAY_MS + DAY_MS } as const;
  const answer = await history.series(organizationId, { ...range, columns: ['a'], points: 4_000 });
  assert.deepEqual(
    answer.missing.map(({ rows }) => rows),
    [500],
  );
  const { hours } = await readAround(organizationId);
  assert.deepEqual(hours, [0, 1, 2]);
});

test('late rows of a day with damaged closed rows are kept beside them; its aggregates stay unchanged', async () => {
  const organizationId = await world.organization();
  await append(world.store, organizationId, everySecond(MONDAY_MS, 500));
  world.nowMs = MONDAY_MS + 2 * DAY_MS;
  await maintain(world, organizationId);
  const closed = await filesOf(organizationId, 'raw');
  await writeFile(path.join(world.folder, organizationId, closed[0] ?? ''), 'no Parquet');
  assert.equal((await readAround(organizationId)).missing.length, 1);
  await append(world.store, organizationId, everySecond(MONDAY_MS + HOUR_MS, 500));
  world.nowMs += DAY_MS;
  await maintain(world, organizationId);
  const { hours, missing } = await readAround(organizationId);
  assert.deepEqual([hours, missing.length], [[1], 1]);
  const aggregates = await read(world.store, organizationId, { resolution: 'hour', columns: ['rows'] });
  assert.deepEqual(
    aggregates.map(({ values }) => values['rows']),
    [500],
  );
});

test('a damaged segment goes with what is deleted where it holds nothing else', async () => {
  const { organizationId, files } = await fourSegments();
  await writeFile(files[1] ?? '', 'no Parquet');
  assert.equal((await readAround(organizationId)).missing.length, 1);
  await world.store.delete(organizationId, {
    assetId: ASSET,
    fromMs: MONDAY_MS,
    toMs: MONDAY_MS + 2 * HOUR_MS,
  });
  const { hours, missing } = await readAround(organizationId);
  assert.deepEqual([hours, missing], [[2, 3], []]);
});

test('damaged hours of a month are made again from the minutes when the next day is closed', async () => {
  const organizationId = await world.organization();
  for (const day of [0, 1])
    await append(world.store, organizationId, everySecond(MONDAY_MS + day * DAY_MS, 7_200));
  world.nowMs = MONDAY_MS + 4 * DAY_MS;
  await maintain(world, organizationId);
  const [file] = await filesOf(organizationId, 'hour');
  await writeFile(path.join(world.folder, organizationId, file ?? ''), 'no Parquet');
  await read(world.store, organizationId, {
    resolution: 'hour',
    columns: ['rows'],
    onMissing: () => undefined,
  });
  await append(world.store, organizationId, everySecond(MONDAY_MS + 2 * DAY_MS, 100));
  await maintain(world, organizationId);
  const hours = await read(world.store, organizationId, { resolution: 'hour', columns: ['rows'] });
  assert.deepEqual(
    hours.map(({ values }) => values['rows']).filter((rows) => rows !== 0),
    [3_600, 3_600, 3_600, 3_600, 100],
  );
});

async function filesOf(
  organizationId: OrganizationId,
  resolution: 'raw' | 'minute' | 'hour',
): Promise<string[]> {
  return world.database.forOrganization(organizationId, async (tx) => {
    const { rows } = await tx.query<{ file: string }>(
      'SELECT file FROM telemetry_segments WHERE organization_id = $1 AND resolution = $2 AND retired_at IS NULL',
      [organizationId, resolution],
    );
    return rows.map(({ file }) => file);
  });
}
