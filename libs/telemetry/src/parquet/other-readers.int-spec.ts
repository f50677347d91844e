import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { pythonWith } from '@eagle/testing';
import { append, everySecond, MONDAY_MS } from '../store/store-world.fixture.js';
import type { PlainRow } from '../rows/rows.fixture.js';
import { parquetWorld } from './parquet-world.fixture.js';

/** Digits that no rounding survives, and values of few digits. */
const rows: PlainRow[] = everySecond(MONDAY_MS, 5_000, (i) =>
  i % 3 === 0 ? Math.sin(i) : (i % 50) / 10,
).map((row, i) => ({
  ...row,
  values: { ...row.values, Temp: i % 100 === 0 ? [Number.NaN, 1] : i, b: 0 },
}));
/** A flush of so few rows is not compressed. */
const FEW = rows.slice(0, 120);
const STORED = [
  { what: 'many rows', stored: rows, codec: 'ZSTD' },
  { what: 'a flush', stored: FEW, codec: 'UNCOMPRESSED' },
] as const;
let world: Awaited<ReturnType<typeof parquetWorld>>;
beforeAll(async () => {
  world = await parquetWorld();
});
afterAll(() => world.close());

/** Stores rows. @returns the file in which they lie. */
async function fileOf(stored: readonly PlainRow[]): Promise<string> {
  const organizationId = await world.organization();
  await append(world.store, organizationId, stored);
  const [segment = ''] = await readdir(path.join(world.folder, organizationId));
  return path.join(world.folder, organizationId, segment);
}

/** What every reader has to find. */
const expected = (stored: readonly PlainRow[]) =>
  stored.map(({ timeMs, sequence, labels, values }) => {
    const temperature = values['Temp'];
    return {
      asset: 'furnace-1',
      time: timeMs,
      sequence,
      state: labels?.state ?? '',
      a: values['a'],
      b: values['b'],
      'Temp.u1': typeof temperature === 'number' ? temperature : null,
      'Temp.u1.quality': typeof temperature === 'number' ? 0 : 1,
    };
  });

test.each(STORED)(
  '$what: a reader in JavaScript finds what was stored, bit for bit',
  async ({ stored, codec }) => {
    const file = await asyncBufferFromFile(await fileOf(stored));
    const { row_groups: groups } = await parquetMetadataAsync(file);
    expect(
      new Set(groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec))),
    ).toEqual(new Set([codec]));
    const found = await parquetReadObjects({
      file,
      compressors: { ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)) },
    });
    const plain = found.map(({ time, read_at: _, sequence, ...others }) => ({
      time: time instanceof Date ? time.getTime() : Number.NaN,
      sequence: Number(sequence),
      ...others,
    }));
    assert.deepEqual(
      plain.map((row) => Object.entries(row).sort()),
      expected(stored).map((row) => Object.entries(row).sort()),
    );
  },
);

/** Writes what pyarrow finds, floats by all their digits. */
const SCRIPT = `
import json, sys, pyarrow.parquet as parquet
table = parquet.read_table(sys.argv[1])
rows = table.drop_columns(['read_at']).to_pylist()
for row in rows: row['time'] = row['time'].timestamp() * 1000
print(json.dumps(rows))`;

/** Without pyarrow the reader in JavaScript stands for all. */
const python = pythonWith('pyarrow.parquet');
const testWithPyarrow = python === null ? test.skip : test;

testWithPyarrow.each(STORED)('$what: pyarrow finds what was stored, bit for bit', async ({ stored }) => {
  const file = await fileOf(stored);
  const found = JSON.parse(
    execFileSync(python ?? '', ['-c', SCRIPT, file], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
  ) as Record<string, unknown>[];
  assert.deepEqual(
    found.map((row) => Object.entries(row).sort()),
    expected(stored).map((row) => Object.entries(row).sort()),
  );
});
