import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckEngine } from './duck-engine.js';
import { sqlText } from './sql-text.js';

let folder: string;
let engine: DuckEngine;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'eagle-duck-'));
  engine = await DuckEngine.open({
    folders: [path.join(folder, 'segments')],
    spillFolder: path.join(folder, 'spill'),
  });
});
afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true, force: true });
});

const rowsOf = async (sql: string): Promise<number> => {
  let rows = 0;
  for await (const chunk of engine.chunks(sql)) rows += chunk.rowCount;
  return rows;
};

test('reads and writes nothing outside of its folders, and its settings stand', async () => {
  const outside = path.join(folder, 'secret.csv');
  await writeFile(outside, 'a\n1\n');
  await assert.rejects(rowsOf(`SELECT * FROM read_csv(${sqlText(outside)})`), /Permission Error/);
  await assert.rejects(
    rowsOf(`COPY (SELECT 1) TO ${sqlText(path.join(folder, 'x.parquet'))}`),
    /Permission Error/,
  );
  await assert.rejects(rowsOf('SET enable_external_access = true'), /locked/);
});

test('memory of a table that is gone is given back to the system', async () => {
  const connection = await engine.connect();
  await connection.run('CREATE TEMP TABLE large AS SELECT range, hash(range) AS noise FROM range(6000000)');
  await connection.run('DROP TABLE large');
  connection.closeSync();
  const before = process.memoryUsage.rss();
  await engine.releaseMemory();
  expect(before - process.memoryUsage.rss()).toBeGreaterThan(40 * 1024 * 1024);
});

test('a reader that stops early ends the statement', async () => {
  for await (const chunk of engine.chunks('SELECT * FROM range(10000000)')) {
    assert.ok(chunk.rowCount > 0);
    break;
  }
  assert.equal(await rowsOf('SELECT 1'), 1);
});
