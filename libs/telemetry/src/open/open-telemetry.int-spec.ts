import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { testDatabase, type TestDatabase } from '@eagle/testing';
import { blockOfRows, collected } from '../rows/rows.fixture.js';
import { append, ASSET, DAY_MS, everySecond, MONDAY_MS, OTHER_ASSET } from '../store/store-world.fixture.js';
import { NO_POSITIONS } from '../store/positions.fixture.js';
import type { MissingRows, RowQuery, TelemetryReader, TelemetryStore } from '../store/telemetry-store.js';
import { openTelemetryReader, openTelemetryStore } from './open-telemetry.js';
import type { TelemetrySettings } from './telemetry-settings.js';

const MIB = 1024 * 1024;
const NOW_MS = MONDAY_MS + 3_600_000;
const QUERY: RowQuery = {
  ...{ kind: 'scans', assetId: ASSET, fromMs: MONDAY_MS, toMs: NOW_MS },
  ...{ resolution: 'raw', columns: ['a'], labels: [] },
};

/** A store of the historian, and a reader with the role of training. */
interface World {
  readonly store: TelemetryStore;
  readonly reader: TelemetryReader;
  readonly folder: string;
  readonly organization: () => Promise<OrganizationId>;
}

let prepared: TestDatabase;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  prepared = await testDatabase();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => prepared.close());

async function world(adapter: TelemetrySettings['TELEMETRY_ADAPTER']): Promise<World> {
  const root = await mkdtemp(path.join(tmpdir(), 'eagle-reader-'));
  closing.push(() => rm(root, { recursive: true, force: true }));
  const folder = path.join(root, 'store');
  const settings = {
    ...{ TELEMETRY_ADAPTER: adapter, TELEMETRY_STORE: folder },
    ...{ CACHE_BYTES_MAX: 64 * MIB, QUERY_MEMORY_BYTES_MAX: 64 * MIB },
  };
  const owner = prepared.open();
  const historian = { database: owner, workFolder: path.join(root, 'historian') };
  const store = await openTelemetryStore(settings, historian, () => NOW_MS);
  const readOnly = { database: prepared.openAs('training'), workFolder: path.join(root, 'training') };
  const reader = await openTelemetryReader(settings, readOnly);
  closing.push(
    () => store.close(),
    () => reader.close(),
  );
  const organization = async (): Promise<OrganizationId> => {
    const id = organizationIdSchema.parse(randomUUID());
    await owner.forPlatform((tx) =>
      tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $2)', [id, id]),
    );
    return id;
  };
  return { store, reader, folder, organization };
}

const fail = ({ segment, reason }: MissingRows): never => assert.fail(`${segment}: ${reason}`);

for (const adapter of ['parquet', 'postgres'] as const) {
  test(`${adapter}: with the rights of training a reader gives what the historian stored, as it grows`, async () => {
    const { store, reader, organization } = await world(adapter);
    const organizationId = await organization();
    await append(store, organizationId, everySecond(MONDAY_MS, 100));
    expect(await collected(reader.read(organizationId, QUERY, fail))).toHaveLength(100);
    await append(store, organizationId, everySecond(MONDAY_MS + 100_000, 50));
    const rows = await collected(reader.read(organizationId, QUERY, fail));
    expect(rows).toEqual(await collected(store.read(organizationId, QUERY, fail)));
    expect(rows).toHaveLength(150);
    expect(await reader.newest(organizationId, 'scans')).toEqual(new Map([[ASSET, MONDAY_MS + 149_000]]));
    const { rowsMax } = await reader.summary(organizationId, QUERY);
    expect(rowsMax).toBe(150);
  });

  test(`${adapter}: days whose rows lack a column are named`, async () => {
    const { store, reader, organization } = await world(adapter);
    const organizationId = await organization();
    await append(store, organizationId, everySecond(MONDAY_MS - DAY_MS, 10));
    const added = everySecond(MONDAY_MS, 10).map((row) => ({ ...row, values: { ...row.values, b: 1 } }));
    await append(store, organizationId, added);
    const range = { ...QUERY, fromMs: MONDAY_MS - DAY_MS };
    const daysWithout = (...columns: string[]): Promise<readonly number[]> =>
      reader.incompleteDays(organizationId, range, columns);
    expect(await daysWithout('a')).toEqual([]);
    expect(await daysWithout('b', 'a')).toEqual([MONDAY_MS - DAY_MS]);
    expect(await daysWithout('c')).toEqual([MONDAY_MS - DAY_MS, MONDAY_MS]);
    expect(await reader.incompleteDays(await organization(), range, ['c'])).toEqual([]);
  });

  test(`${adapter}: a reader gives nothing of another organization`, async () => {
    const { store, reader, organization } = await world(adapter);
    await append(store, await organization(), everySecond(MONDAY_MS, 10));
    const other = await organization();
    await store.append(other, {
      rows: [{ kind: 'scans', assetId: OTHER_ASSET, block: blockOfRows(everySecond(MONDAY_MS, 5)) }],
      positions: NO_POSITIONS,
    });
    expect(await collected(reader.read(other, QUERY, fail))).toEqual([]);
    expect(await reader.newest(other, 'scans')).toEqual(new Map([[OTHER_ASSET, MONDAY_MS + 4_000]]));
  });
}

test('a reader names a damaged segment each time and leaves it to the historian, which sets it aside', async () => {
  const { store, reader, folder, organization } = await world('parquet');
  const organizationId = await organization();
  await append(store, organizationId, everySecond(MONDAY_MS, 100));
  const [file = ''] = await readdir(path.join(folder, organizationId));
  await append(store, organizationId, everySecond(MONDAY_MS + 100_000, 50));
  await writeFile(path.join(folder, organizationId, file), 'no Parquet');
  const there = await readdir(folder, { recursive: true });
  const readBy = async (by: TelemetryReader): Promise<{ rows: number; named: string[] }> => {
    const named: string[] = [];
    const rows = await collected(by.read(organizationId, QUERY, ({ segment }) => named.push(segment)));
    return { rows: rows.length, named };
  };
  const around = { rows: 50, named: [`${organizationId}/${file}`] };
  expect(await readBy(reader)).toEqual(around);
  expect(await readBy(reader)).toEqual(around);
  const damaged = (): Promise<unknown[]> =>
    prepared
      .open()
      .forOrganization(
        organizationId,
        async (tx) => (await tx.query('SELECT file FROM telemetry_segments WHERE damage IS NOT NULL')).rows,
      );
  expect(await damaged()).toEqual([]);
  expect(await readBy(store)).toEqual(around);
  expect(await damaged()).toEqual([{ file }]);
  expect(await readBy(reader)).toEqual(around);
  expect(await readdir(folder, { recursive: true })).toEqual(there);
});

test('a reader whose folder is not there says so, instead of naming every segment as damaged', async () => {
  const { store, reader, folder, organization } = await world('parquet');
  const organizationId = await organization();
  await append(store, organizationId, everySecond(MONDAY_MS, 10));
  await rm(folder, { recursive: true });
  await expect(collected(reader.read(organizationId, QUERY, fail))).rejects.toMatchObject({
    code: 'TELEMETRY.STORE_UNREADABLE',
  });
});
