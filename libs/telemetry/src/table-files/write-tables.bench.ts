import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import type { OrganizationId } from '@eagle/contracts/domain';
import { TelemetryHistory } from '../history/telemetry-history.js';
import { parquetWorld } from '../parquet/parquet-world.fixture.js';
import type { RowBlock, ValueColumn } from '../rows/row-block.js';
import { ASSET, DAY_MS, MONDAY_MS } from '../store/store-world.fixture.js';
import { sameText, type TableColumn } from './table-rows.js';
import { TableFiles } from './table-files.js';

/**
 * How fast a history becomes a file. `node write-tables.bench.js [days]`. The yardstick is DuckDB
 * that copies the same segments by hand in the same run with as many threads. It gets more memory:
 * with 128 MiB its sorted copy to Parquet ends without.
 */
const TAGS = Array.from({ length: 45 }, (_, i) => `tag${i}`);
const DAYS = Number(process.argv[2] ?? 2);
const DAY_ROWS = 86_400;
const MEMORY_BYTES_MAX = 64 * 1024 * 1024;
const COLUMNS: readonly TableColumn[] = [
  { name: 'time', type: 'instant' },
  { name: 'asset', type: 'text' },
  { name: 'state', type: 'text' },
  ...TAGS.map((name) => ({ name, type: 'number' as const })),
];

function dayOfPlant(dayMs: number): RowBlock {
  const numbers = (valueOf: (row: number) => number): Float64Array =>
    Float64Array.from({ length: DAY_ROWS }, (_, row) => valueOf(row));
  const columns = new Map<string, ValueColumn>();
  TAGS.forEach((tag, column) => {
    const valueOf = (row: number): number =>
      column >= 18
        ? Number(row % 9_000 < column)
        : Math.round(8_000 + 300 * Math.sin(row / 900 + column)) / 10;
    columns.set(tag, { values: numbers(valueOf), quality: null });
  });
  const timesMs = numbers((row) => dayMs + row * 1_000);
  return {
    ...{
      rows: DAY_ROWS,
      timesMs,
      readAtsMs: timesMs,
      sequences: timesMs.map((timeMs) => (timeMs - MONDAY_MS) / 1_000 + 1),
    },
    labels: new Map([['state', { names: ['running'], codes: new Uint16Array(DAY_ROWS) }]]),
    columns,
  };
}

async function report(name: string, file: string, work: () => Promise<unknown>): Promise<void> {
  const cpu = process.cpuUsage();
  const beganMs = performance.now();
  await work();
  const seconds = (performance.now() - beganMs) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const rows = DAYS * DAY_ROWS;
  const figures = [
    `${Math.round(rows / seconds)} rows/s`,
    `${Math.round((rows * 1e6) / (user + system))} rows a CPU second`,
    `${((await stat(file)).size / rows).toFixed(1)} bytes a row`,
    `${Math.round(process.resourceUsage().maxRSS / 1_024)} MiB at most so far`,
  ];
  console.log(`${name}: ${figures.join(', ')}`);
}

async function byHand(folder: string, segments: string, format: string, file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '512MiB',
    temp_directory: folder,
  });
  const connection = await instance.connect();
  const selected = `SELECT "time", asset, state, ${TAGS.join(', ')} FROM read_parquet('${segments}/*.parquet') WHERE asset = '${ASSET}'`;
  await connection.run(`COPY (${selected} ORDER BY "time") TO '${file}' (FORMAT ${format})`);
  connection.closeSync();
  instance.closeSync();
}

async function exported(
  world: Awaited<ReturnType<typeof parquetWorld>>,
  organizationId: OrganizationId,
  files: TableFiles,
  format: 'csv' | 'parquet',
): Promise<void> {
  const history = new TelemetryHistory(world.store, () => null);
  const file = await files.create({
    format,
    name: `export.${format}`,
    columns: COLUMNS,
    zone: 'UTC',
    about: {},
  });
  for (let day = 0; day < DAYS; day += 1) {
    const fromMs = MONDAY_MS + day * DAY_MS;
    const range = { kind: 'scans', assetId: ASSET, fromMs, toMs: fromMs + DAY_MS } as const;
    const query = { ...range, columns: TAGS, labels: ['state'] as const };
    for await (const block of history.rows(organizationId, query, 'winning', () => undefined)) {
      const state = block.labels.get('state') ?? sameText('', block.rows);
      const values = TAGS.map((tag) => block.columns.get(tag)?.values ?? new Float64Array(block.rows));
      await file.add({
        rows: block.rows,
        cells: [block.timesMs, sameText(ASSET, block.rows), state, ...values],
      });
    }
  }
  await file.finish();
}

const world = await parquetWorld();
const folder = await mkdtemp(path.join(tmpdir(), 'eagle-tables-'));
try {
  const organizationId = await world.organization();
  for (let day = 0; day < DAYS; day += 1) {
    const rows = [{ kind: 'scans' as const, assetId: ASSET, block: dayOfPlant(MONDAY_MS + day * DAY_MS) }];
    await world.store.append(organizationId, { rows, positions: new Map() });
  }
  const segments = path.join(world.folder, organizationId);
  console.log(
    `${DAYS} days of a plant with ${TAGS.length} tags, ${(await readdir(segments)).length} segments`,
  );
  const files = await TableFiles.open({
    folder: path.join(folder, 'drafts'),
    memoryBytesMax: MEMORY_BYTES_MAX,
  });
  for (const format of ['csv', 'parquet'] as const) {
    await report(`${format}, as exports`, files.pathOf(`export.${format}`), () =>
      exported(world, organizationId, files, format),
    );
    const hand = path.join(folder, `by-hand.${format}`);
    await report(`${format}, by DuckDB's COPY`, hand, () => byHand(folder, segments, format, hand));
  }
  await files.close();
} finally {
  await world.close();
  await rm(folder, { recursive: true, force: true });
}
