import assert from 'node:assert/strict';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { RowBlock } from '../rows/row-block.js';
import type { PlainRow } from '../rows/rows.fixture.js';
import { NO_POSITIONS } from '../store/positions.fixture.js';
import {
  append,
  ASSET,
  DAY_MS,
  maintain,
  MONDAY_MS,
  OTHER_ASSET,
  read,
} from '../store/store-world.fixture.js';
import { parquetWorld } from './parquet-world.fixture.js';

let world: Awaited<ReturnType<typeof parquetWorld>>;
beforeAll(async () => {
  world = await parquetWorld();
});
afterAll(() => world.close());

const TAGS = Array.from({ length: 45 }, (_, i) => `tag${i}`);

/** Rows of 45 tags, of which one has a value that tells rows apart. */
function everySecondOf(fromMs: number, rows: number): RowBlock {
  const numbers = (valueOf: (row: number) => number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => valueOf(row));
  const timesMs = numbers((row) => fromMs + row * 1_000);
  return {
    rows,
    timesMs,
    sequences: numbers((row) => row + 1),
    readAtsMs: timesMs,
    labels: new Map([['state', { names: ['running'], codes: new Uint16Array(rows) }]]),
    columns: new Map(
      TAGS.map((tag, place) => [tag, { values: numbers((row) => (place === 0 ? row : 1)), quality: null }]),
    ),
  };
}

/** Files in force by resolution. */
async function filesOf(organizationId: OrganizationId): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = await world.database.forOrganization(organizationId, (tx) =>
    tx.query<{ file: string; resolution: string }>(
      'SELECT file, resolution FROM telemetry_segments WHERE organization_id = $1 AND retired_at IS NULL',
      [organizationId],
    ),
  );
  const groups = Map.groupBy(found.rows, ({ resolution }) => resolution);
  return new Map([...groups].map(([name, rows]) => [name, new Set(rows.map(({ file }) => file))]));
}

test('a late row of a closed day replaces the one file that it lies in, and changes the aggregates of its asset alone', async () => {
  const organizationId = await world.organization();
  const block = everySecondOf(MONDAY_MS, 60_000);
  const rows = [ASSET, OTHER_ASSET].map((assetId) => ({ kind: 'scans', assetId, block }) as const);
  await world.store.append(organizationId, { rows, positions: NO_POSITIONS });
  world.nowMs = MONDAY_MS + 2 * DAY_MS;
  await maintain(world, organizationId);
  const before = await filesOf(organizationId);
  const late: PlainRow = {
    timeMs: MONDAY_MS + 10_000_500,
    sequence: 1,
    labels: { state: 'running' },
    values: { tag0: -7 },
  };
  await append(world.store, organizationId, [late]);
  world.nowMs += DAY_MS;
  await maintain(world, organizationId);
  const after = await filesOf(organizationId);
  const replaced = [...before].map(([resolution, files]) => {
    const gone = [...files].filter((file) => !after.get(resolution)?.has(file));
    return `${resolution}: ${gone.length} of ${files.size}`;
  });
  assert.deepEqual(replaced.sort(), ['hour: 1 of 1', 'minute: 1 of 1', 'raw: 1 of 4']);
  const around = { fromMs: MONDAY_MS + 9_999_000, toMs: MONDAY_MS + 10_002_000, columns: ['tag0', 'tag1'] };
  assert.deepEqual(
    (await read(world.store, organizationId, around)).map(({ values }) => [values['tag0'], values['tag1']]),
    [
      [9_999, 1],
      [10_000, 1],
      [-7, undefined],
      [10_001, 1],
    ],
  );
  for (const [assetId, least] of [
    [ASSET, -7],
    [OTHER_ASSET, 0],
  ] as const) {
    const hours = await read(world.store, organizationId, {
      assetId,
      resolution: 'hour',
      columns: ['tag0.min'],
    });
    const found = hours.map(({ values }) => values['tag0.min']).filter((min) => typeof min === 'number');
    assert.deepEqual([found.length, Math.min(...found)], [17, least]);
  }
});
