import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { OrganizationId } from '@eagle/contracts/domain';
import { TelemetryHistory } from '../history/telemetry-history.js';
import { parquetWorld } from '../parquet/parquet-world.fixture.js';
import { sqlList, sqlName, sqlText } from '../parquet/sql-text.js';
import { RETENTION } from '../policy/retention.js';
import { rowsBetween } from '../rows/row-block.js';
import { ASSET, DAY_MS, MONDAY_MS } from '../store/store-world.fixture.js';
import { FURNACE_TAGS, furnaceDay } from './furnace-day.fixture.js';
import { filesOf } from './stored-files.fixture.js';
import { timed, type Took } from './timed-work.fixture.js';

/**
 * Charts of a day that goes on, stored as a historian stores it: in flushes of two minutes, merged
 * by the dozen. Each chart is read through the history and then by hand, the same files in DuckDB.
 * `node read-today.bench.js [times]`.
 */
const TIMES = Number(process.argv[2] ?? 100);
const WARM_UPS = 10;
const FLUSH_ROWS = 120;
const FLUSHES_OF_A_MERGE = 12;
const EIGHT = FURNACE_TAGS.slice(0, 8);
const MINUTE_MS = 60_000;

const world = await parquetWorld();
const organizationId: OrganizationId = await world.organization();
const duck = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '256MiB' });
try {
  world.nowMs = MONDAY_MS + DAY_MS - 1;
  const { flushes, merges } = await writeDay();
  console.log(`720 flushes ${flushes.toFixed(0)} ms CPU, merges ${merges.toFixed(0)} ms CPU`);
  const history = new TelemetryHistory(world.store, () => null);
  const through: Took[] = [];
  const byHand: Took[] = [];
  for (let time = -WARM_UPS; time < TIMES; time += 1) {
    const toMs = MONDAY_MS + DAY_MS - (time + WARM_UPS) * 1_000;
    const range = { fromMs: toMs - DAY_MS + MINUTE_MS, toMs };
    const read = await timed(() => throughHistory(history, range));
    const names = await filesOf(world.database, organizationId, { resolution: 'raw', ...range });
    const files = names.map((name) => path.join(world.folder, organizationId, name));
    const hand = await timed(() => readByHand(range, files));
    if (time < 0) continue;
    through.push(read);
    byHand.push(hand);
  }
  print('through the history', through);
  print('DuckDB by hand', byHand);
  console.log(`resident memory at most: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
} finally {
  duck.closeSync();
  await world.close();
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

async function writeDay(): Promise<{ flushes: number; merges: number }> {
  const block = furnaceDay({ dayMs: MONDAY_MS, everyMs: 1_000, sequence: 1 });
  let [flushes, merges] = [0, 0];
  for (let flush = 0; flush * FLUSH_ROWS < block.rows; flush += 1) {
    const part = rowsBetween(block, flush * FLUSH_ROWS, (flush + 1) * FLUSH_ROWS);
    const rows = [{ kind: 'scans' as const, assetId: ASSET, block: part }];
    flushes += (await timed(() => world.store.append(organizationId, { rows, positions: new Map() }))).cpuMs;
    if ((flush + 1) % FLUSHES_OF_A_MERGE > 0) continue;
    merges += (await timed(() => world.store.maintain(organizationId, world.nowMs, RETENTION))).cpuMs;
  }
  return { flushes, merges };
}

async function throughHistory(history: TelemetryHistory, range: Range): Promise<void> {
  const asked = { kind: 'scans', assetId: ASSET, ...range } as const;
  await history.series(organizationId, { ...asked, columns: EIGHT, points: 1_500 });
}

async function readByHand({ fromMs, toMs }: Range, files: readonly string[]): Promise<void> {
  const measures = EIGHT.map(sqlName).flatMap((name) => [
    `min(${name})`,
    `max(${name})`,
    `avg(${name})`,
    `arg_max(${name}, "time")`,
  ]);
  const instant = (ms: number): string => `make_timestamptz(${Math.round(ms * 1_000)})`;
  const connection = await duck.connect();
  await connection.runAndReadAll(
    `SELECT time_bucket(INTERVAL 60 SECONDS, "time") AS bucket, ${measures.join(', ')}
     FROM read_parquet(${sqlList(files)}, union_by_name = true)
     WHERE asset = ${sqlText(ASSET)} AND "time" >= ${instant(fromMs)} AND "time" < ${instant(toMs)}
     GROUP BY 1 ORDER BY 1`,
  );
  connection.closeSync();
}

function print(name: string, took: readonly Took[]): void {
  const walls = took.map(({ wallMs }) => wallMs).sort((a, b) => a - b);
  const wall = (q: number): string => (walls[Math.floor(walls.length * q)] ?? Number.NaN).toFixed(1);
  const cpuMs = took.reduce((sum, reading) => sum + reading.cpuMs, 0) / took.length;
  console.log(
    `${name.padEnd(24)} p50 ${wall(0.5)}, p95 ${wall(0.95)} ms; CPU ${cpuMs.toFixed(1)} ms, ${took.length} times`,
  );
}
