import path from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { assetIdSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { openDatabase } from '@eagle/persistence';
import { z } from 'zod';
import { FolderSegmentFiles } from '../parquet/folder-segment-files.js';
import { ParquetTelemetryStore } from '../parquet/parquet-telemetry-store.js';
import { sqlText } from '../parquet/sql-text.js';
import { RETENTION } from '../policy/retention.js';
import { rowsBetween, type RowBlock } from '../rows/row-block.js';
import { FURNACE_TAGS, furnaceDay } from './furnace-day.fixture.js';
import { filesOf } from './stored-files.fixture.js';
import { Total } from './timed-work.fixture.js';

/**
 * Writes a history of a made furnace into a store of Parquet files, and prints what it took as
 * JSON: `--days` days at a row a second, before them up to `--coarse-days` at a row a minute, whose
 * hours are as many, and the present UTC day, to its end, as a historian stores it while it goes
 * on: in flushes of two minutes, merged by the dozen. No other process may maintain the
 * organization meanwhile.
 */
const { DATABASE_URL, TELEMETRY_STORE, WORK_DIR, ORGANIZATION_ID, ASSET_ID } = z
  .object({
    DATABASE_URL: z.url(),
    TELEMETRY_STORE: z.string().min(1),
    WORK_DIR: z.string().min(1),
    ORGANIZATION_ID: organizationIdSchema,
    ASSET_ID: assetIdSchema,
  })
  .parse(process.env);
const options = parseArgs({ options: { days: { type: 'string' }, 'coarse-days': { type: 'string' } } });
const days = Number(options.values.days);
const coarseDays = Number(options.values['coarse-days']);

const DAY_MS = 86_400_000;
const FLUSH_ROWS = 120;
const FLUSHES_OF_A_MERGE = 12;
const COARSE_DAYS_AT_ONCE = 30;
const BY_HAND_TIMES = 3;

const nowMs = Date.now();
const todayMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
const database = openDatabase({ url: DATABASE_URL, poolMax: 4 });
const files = await FolderSegmentFiles.open(TELEMETRY_STORE, nowMs);
const engine = { spillFolder: path.join(WORK_DIR, 'spill') };
const store = await ParquetTelemetryStore.open({ database, files, engine, now: Date.now });
let sequence = 1;

try {
  await writeCoarseDays();
  const bulk = await writeDays();
  const flushes = await writeToday();
  const aggregates = new Total();
  while ((await aggregates.of(() => store.maintain(ORGANIZATION_ID, Date.now(), RETENTION))).hasMore);
  const usage = await store.usage(ORGANIZATION_ID);
  const maxRssMiB = process.resourceUsage().maxRSS / 1024;
  const byHand = await copyByHand();
  const { wallMs, cpuMs } = aggregates;
  const closed = { days: days + coarseDays, wallMs, cpuMs };
  console.log(
    JSON.stringify({ todayMs, tags: FURNACE_TAGS.length, bulk, flushes, closed, usage, maxRssMiB, byHand }),
  );
} finally {
  await store.close();
  await database.close();
}

function nextDay(dayMs: number, everyMs: number): RowBlock {
  const block = furnaceDay({ dayMs, everyMs, sequence });
  sequence += block.rows;
  return block;
}

function append(blocks: readonly RowBlock[]): Promise<void> {
  const rows = blocks.map((block) => ({ kind: 'scans' as const, assetId: ASSET_ID, block }));
  return store.append(ORGANIZATION_ID, { rows, positions: new Map() });
}

async function writeCoarseDays(): Promise<void> {
  for (let left = coarseDays; left > 0; left -= COARSE_DAYS_AT_ONCE) {
    const count = Math.min(left, COARSE_DAYS_AT_ONCE);
    const firstMs = todayMs - (days + left) * DAY_MS;
    await append(Array.from({ length: count }, (_, i) => nextDay(firstMs + i * DAY_MS, 60_000)));
  }
}

/** Only what the store does is timed; making the rows is not. */
async function writeDays(): Promise<{ rows: number; wallMs: number; cpuMs: number }> {
  const total = new Total();
  let rows = 0;
  for (let left = days; left > 0; left -= 1) {
    const block = nextDay(todayMs - left * DAY_MS, 1_000);
    rows += block.rows;
    await total.of(() => append([block]));
  }
  return { rows, wallMs: total.wallMs, cpuMs: total.cpuMs };
}

async function writeToday(): Promise<{
  count: number;
  rows: number;
  wallMs: number;
  cpuMs: number;
  mergesCpuMs: number;
}> {
  const block = nextDay(todayMs, 1_000);
  const [flushing, merging] = [new Total(), new Total()];
  const count = Math.ceil(block.rows / FLUSH_ROWS);
  for (let flush = 0; flush < count; flush += 1) {
    const part = rowsBetween(block, flush * FLUSH_ROWS, Math.min(block.rows, (flush + 1) * FLUSH_ROWS));
    await flushing.of(() => append([part]));
    const isDozen = (flush + 1) % FLUSHES_OF_A_MERGE === 0;
    if (isDozen) await merging.of(() => store.maintain(ORGANIZATION_ID, Date.now(), RETENTION));
  }
  const { wallMs, cpuMs } = flushing;
  return { count, rows: FLUSH_ROWS, wallMs, cpuMs, mergesCpuMs: merging.cpuMs };
}

/**
 * DuckDB writes the rows of a day, which lie in its memory, as Parquet with the same settings: the
 * yardstick of writing.
 */
async function copyByHand(): Promise<{ rows: number; wallMs: number; cpuMs: number } | null> {
  const dayMs = todayMs - DAY_MS;
  const [file] = await filesOf(database, ORGANIZATION_ID, {
    resolution: 'raw',
    fromMs: dayMs,
    toMs: dayMs + DAY_MS,
  });
  if (file === undefined) return null;
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '256MiB' });
  const connection = await instance.connect();
  const from = sqlText(path.join(TELEMETRY_STORE, ORGANIZATION_ID, file));
  await connection.run(`CREATE TABLE day AS SELECT * FROM read_parquet(${from})`);
  const total = new Total();
  for (let time = 0; time < BY_HAND_TIMES; time += 1) {
    const to = sqlText(path.join(WORK_DIR, 'by-hand.parquet'));
    await total.of(() =>
      connection.run(
        `COPY day TO ${to} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 61440)`,
      ),
    );
  }
  connection.closeSync();
  instance.closeSync();
  return { rows: 86_400 * BY_HAND_TIMES, wallMs: total.wallMs, cpuMs: total.cpuMs };
}
