import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import { readdir } from 'node:fs/promises';
import type { OrganizationId } from '@eagle/contracts/domain';
import { rowsBetween, type RowBlock, type ValueColumn } from '../rows/row-block.js';
import { ASSET, DAY_MS, MONDAY_MS } from '../store/store-world.fixture.js';
import { TelemetryHistory } from '../history/telemetry-history.js';
import { RETENTION } from '../policy/retention.js';
import { parquetWorld } from './parquet-world.fixture.js';

/**
 * How fast rows are written and read, and what they take. `node write-read.bench.js [days]`. Times
 * are wall and CPU of this process; the yardstick is DuckDB that reads the same files by hand in
 * the same run.
 */
const TAGS = Array.from({ length: 45 }, (_, i) => `tag${i}`);
const DAYS = Number(process.argv[2] ?? 3);
const EIGHT = TAGS.slice(0, 8);

/** A day of a furnace: eighteen numbers with noise and few digits, twenty-seven flags. */
function dayOfFurnace(dayMs: number, day: number): RowBlock {
  const rows = 86_400;
  const columns = new Map<string, ValueColumn>();
  TAGS.forEach((tag, column) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const noise = (Math.random() + Math.random() + Math.random() - 1.5) * 2;
      if (column >= 18) values[row] = row % 9_000 < column ? 1 : 0;
      else if (column >= 13) values[row] = Math.round((40 + column + noise * 0.1) * 10) / 10;
      else if (column >= 7) values[row] = 100 + column + Math.floor(row / 30_000);
      else values[row] = Math.round(800 + column + 30 * Math.sin(row / 9_000) + noise);
    }
    columns.set(tag, { values, quality: null });
  });
  const number = (valueOf: (row: number) => number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => valueOf(row));
  const timesMs = number((row) => dayMs + row * 1_000 + Math.floor(Math.random() * 20));
  return {
    rows,
    timesMs,
    sequences: number((row) => day * rows + row + 1),
    readAtsMs: timesMs.map((timeMs) => timeMs + 20 + Math.floor(Math.random() * 15)),
    labels: new Map([['state', { names: ['running', 'idle'], codes: new Uint16Array(rows) }]]),
    columns,
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ wallMs: number; cpuMs: number; result: T }> {
  const cpu = process.cpuUsage();
  const from = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - from, cpuMs: (user + system) / 1_000, result };
}

async function repeated(name: string, times: number, work: (i: number) => Promise<unknown>): Promise<void> {
  const walls: number[] = [];
  let cpu = 0;
  for (let i = 0; i < times; i += 1) {
    const { wallMs, cpuMs } = await timed(() => work(i));
    walls.push(wallMs);
    cpu += cpuMs;
  }
  const first = walls[0] ?? 0;
  walls.sort((a, b) => a - b);
  const shown = [
    `first ${first.toFixed(0)}`,
    `p50 ${walls[times >> 1]?.toFixed(0)}`,
    `p95 ${walls[Math.floor(times * 0.95)]?.toFixed(0)}`,
  ];
  console.log(`${name.padEnd(48)} ${shown.join(', ')} ms; CPU ${(cpu / times).toFixed(0)} ms`);
}

const world = await parquetWorld();
const organizationId: OrganizationId = await world.organization();
const { store } = world;
try {
  world.nowMs = MONDAY_MS + DAYS * DAY_MS - 60_000;
  let cpuMs = 0;
  let wallMs = 0;
  for (let day = 0; day < DAYS; day += 1) {
    const block = dayOfFurnace(MONDAY_MS + day * DAY_MS, day);
    const appended = await timed(() =>
      store.append(organizationId, {
        rows: [{ kind: 'scans', assetId: ASSET, block }],
        positions: new Map(),
      }),
    );
    cpuMs += appended.cpuMs;
    wallMs += appended.wallMs;
  }
  const rows = DAYS * 86_400;
  console.log(
    `written ${rows} rows of 45 tags: ${(rows / wallMs).toFixed(0)}k rows/s, ${(rows / cpuMs).toFixed(0)}k rows per CPU second`,
  );
  const merged = await timed(async () => {
    while ((await store.maintain(organizationId, world.nowMs, RETENTION)).hasMore);
  });
  console.log(`aggregates: ${(merged.cpuMs / Math.max(1, DAYS - 1)).toFixed(0)} ms CPU a day`);
  const small = await world.organization();
  const flushed = rowsBetween(dayOfFurnace(MONDAY_MS, 0), 0, 300);
  await repeated('a flush of 300 rows', 30, () =>
    store.append(small, { rows: [{ kind: 'scans', assetId: ASSET, block: flushed }], positions: new Map() }),
  );
  const usage = await store.usage(organizationId);
  for (const { resolution, rows: count, bytes } of usage) {
    console.log(
      `${resolution.padEnd(7)} ${count} rows, ${bytes} bytes: ${(bytes / rows).toFixed(2)} bytes a raw row`,
    );
  }
  console.log(`resident memory at most: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
  const history = new TelemetryHistory(store, () => null);
  const series = (fromMs: number, toMs: number, points: number) =>
    history.series(organizationId, { kind: 'scans', assetId: ASSET, fromMs, toMs, columns: EIGHT, points });
  const lastDay = MONDAY_MS + (DAYS - 1) * DAY_MS;
  await repeated('24 h raw (day that goes on), 8 tags, 1 500 points', 20, () =>
    series(lastDay, lastDay + DAY_MS, 1_500),
  );
  await repeated('24 h of minutes, 8 tags, 1 500 points', 20, (i) =>
    series(MONDAY_MS + (i % (DAYS - 1)) * DAY_MS, MONDAY_MS + ((i % (DAYS - 1)) + 1) * DAY_MS, 1_500),
  );
  if (DAYS > 30) {
    await repeated('30 days, 8 tags, 1 500 points', 10, (i) =>
      series(MONDAY_MS + (i % (DAYS - 30)) * DAY_MS, MONDAY_MS + ((i % (DAYS - 30)) + 30) * DAY_MS, 1_500),
    );
    await repeated(`${DAYS} days, 8 tags, 1 500 points`, 10, () =>
      series(MONDAY_MS, MONDAY_MS + DAYS * DAY_MS, 1_500),
    );
  }
  const folder = path.join(world.folder, organizationId);
  const yardstick = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const files = (await readdir(folder)).map((file) => path.join(folder, file));
  const raw: string[] = [];
  for (const file of files) {
    const found = await yardstick.runAndReadAll(
      `SELECT max("time")::TIMESTAMP >= make_timestamp(${lastDay * 1_000}) AND count(*) > 5000 FROM '${file}'`,
    );
    if (found.getRows()[0]?.[0] === true) raw.push(file);
  }
  const byHand = EIGHT.map((tag) => `min("${tag}"), max("${tag}"), avg("${tag}"), last("${tag}")`).join(', ');
  await repeated('24 h raw by hand in SQL', 20, () =>
    yardstick.runAndReadAll(
      `SELECT date_trunc('minute', "time"), ${byHand} FROM read_parquet([${raw.map((file) => `'${file}'`).join(', ')}]) WHERE asset = '${ASSET}' GROUP BY 1 ORDER BY 1`,
    ),
  );
} finally {
  await world.close();
}
