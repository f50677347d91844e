import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { TableFiles } from './table-files.js';
import { sameText, textsOf, type TableRows } from './table-rows.js';

const T0 = Date.UTC(2026, 0, 5, 6);
const COLUMNS = [
  { name: 'time', type: 'instant' },
  { name: 'asset', type: 'text' },
  { name: 'a', type: 'number' },
  { name: 'A', type: 'number' },
  { name: 'cleared', type: 'instant' },
] as const;

let folder: string;
let files: TableFiles;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'eagle-tables-'));
  files = await TableFiles.open({ folder, memoryBytesMax: 64 * 1024 * 1024 });
});
afterEach(async () => {
  await files.close();
  await rm(folder, { recursive: true, force: true });
});

const rowsOf = (from: number, count: number): TableRows => ({
  rows: count,
  cells: [
    Float64Array.from({ length: count }, (_, i) => T0 + (from + i) * 1_000 + 0.125),
    textsOf(Array.from({ length: count }, (_, i) => `asset '${(from + i) % 7}`)),
    Float64Array.from({ length: count }, (_, i) => (i % 10 === 0 ? Number.NaN : Math.sin(from + i))),
    new Float64Array(count).fill(1),
    new Float64Array(count).fill(Number.NaN),
  ],
});

async function written(blocks: readonly TableRows[], zone = 'UTC'): Promise<string> {
  const about = { kind: 'telemetry' };
  const file = await files.create({ format: 'parquet', name: 'x.parquet', columns: COLUMNS, zone, about });
  for (const block of blocks) await file.add(block);
  const bytes = await file.finish();
  const whole = await readFile(files.pathOf('x.parquet'));
  expect(whole.length).toBe(bytes);
  return files.pathOf('x.parquet');
}

const read = async (file: string) =>
  parquetReadObjects({
    file: await asyncBufferFromFile(file),
    compressors: { ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)) },
  });

test('a long Parquet file has every row in order, and leaves no draft behind', async () => {
  const blocks = Array.from({ length: 200 }, (_, n) => rowsOf(n * 3_000, 3_000));
  const found = await read(await written(blocks));
  expect(found).toHaveLength(600_000);
  const wrong = found.findIndex(
    ({ time, asset, a, cleared }, i) =>
      !(time instanceof Date) ||
      time.getTime() !== T0 + i * 1_000 ||
      asset !== `asset '${i % 7}` ||
      a !== ((i % 3_000) % 10 === 0 ? null : Math.sin(i)) ||
      cleared !== null,
  );
  expect(wrong).toBe(-1);
  expect((await readdir(folder)).filter((name) => name !== 'spill')).toEqual(['x.parquet']);
}, 60_000);

test('a Parquet file says local times where a zone is asked for, tells columns apart, and what it is about', async () => {
  const file = await written([rowsOf(0, 1)], 'Asia/Kolkata');
  const [row] = await read(file);
  expect(Object.keys(row ?? {})).toEqual([
    'time',
    'time_local',
    'asset',
    'a',
    'A (2)',
    'cleared',
    'cleared_local',
  ]);
  expect(row?.['time_local']).toEqual(new Date(T0 + 5.5 * 3_600_000));
  const { key_value_metadata: about } = await parquetMetadataAsync(await asyncBufferFromFile(file));
  expect(about).toEqual(expect.arrayContaining([{ key: 'kind', value: 'telemetry' }]));
});

test.each(['csv', 'parquet'] as const)('an empty %s file has its columns', async (format) => {
  const file = await files.create({ format, name: 'empty', columns: COLUMNS, zone: 'UTC', about: {} });
  expect(await file.finish()).toBeGreaterThan(0);
  if (format === 'csv')
    expect(await readFile(files.pathOf('empty'), 'utf8')).toBe('time,asset,a,A,cleared\r\n');
  else expect(await read(files.pathOf('empty'))).toEqual([]);
});

test('texts of any kind and numbers with all their digits come back from Parquet', async () => {
  const texts = ['=1+1', 'a "quoted", one', 'two\r\nlines', 'Grüße 💡', "it's", '', ' '];
  const numbers = [
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    -0.1,
    1 / 3,
    1e21,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ];
  const found = await read(
    await written([
      {
        rows: texts.length,
        cells: [
          new Float64Array(texts.length).fill(T0),
          textsOf(texts),
          Float64Array.from(numbers),
          ...[new Float64Array(texts.length), new Float64Array(texts.length)],
        ],
      },
    ]),
  );
  expect(found.map(({ asset, a }): unknown[] => [asset, a])).toEqual(
    texts.map((text, row) => [text === '' ? null : text, Number.isNaN(numbers[row]) ? null : numbers[row]]),
  );
});

test('five hundred columns fit into the memory of exports', async () => {
  const columns = Array.from({ length: 500 }, (_, i) => ({ name: `tag${i}`, type: 'number' as const }));
  const file = await files.create({ format: 'parquet', name: 'wide', columns, zone: 'UTC', about: {} });
  const values = Float64Array.from({ length: 2_000 }, (_, row) => Math.sin(row));
  for (let block = 0; block < 6; block += 1)
    await file.add({ rows: 2_000, cells: columns.map(() => values) });
  expect(await file.finish()).toBeGreaterThan(0);
}, 60_000);

test('a file that is discarded leaves nothing', async () => {
  for (const format of ['csv', 'parquet'] as const) {
    const file = await files.create({ format, name: 'gone', columns: COLUMNS, zone: 'UTC', about: {} });
    await file.add(rowsOf(0, 5));
    await file.discard();
  }
  expect((await readdir(folder)).filter((name) => name !== 'spill')).toEqual([]);
});

test('what a killed process left is removed at the next start', async () => {
  await writeFile(path.join(folder, 'left.csv'), 'x');
  await TableFiles.open({ folder, memoryBytesMax: 64 * 1024 * 1024 });
  expect(await readdir(folder)).toEqual([]);
});

const hasPyarrow = ((): boolean => {
  try {
    execFileSync('python3', ['-c', 'import pyarrow.parquet'], { stdio: 'ignore' });
    return true;
  } catch {
    // Without Python or pyarrow the reader in JavaScript stands for all.
    return false;
  }
})();
const testWithPyarrow = hasPyarrow ? test : test.skip;

testWithPyarrow('pyarrow opens a Parquet export', async () => {
  const file = await written([
    rowsOf(0, 3),
    {
      ...rowsOf(3, 2),
      cells: [...rowsOf(3, 2).cells.slice(0, 1), sameText('b', 2), ...rowsOf(3, 2).cells.slice(2)],
    },
  ]);
  const script =
    'import sys, pyarrow.parquet as p; t = p.read_table(sys.argv[1]); print(t.num_rows, t.column_names, t["asset"].to_pylist())';
  assert.equal(
    execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }).trim(),
    `5 ['time', 'asset', 'a', 'A (2)', 'cleared'] ["asset '0", "asset '1", "asset '2", 'b', 'b']`,
  );
});
