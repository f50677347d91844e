import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { assetIdSchema, organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { openDatabase } from '@eagle/persistence';
import { z } from 'zod';
import { sqlList, sqlName, sqlText } from '../parquet/sql-text.js';
import { RESOLUTIONS } from '../series/bucket-widths.js';
import { filesOf } from './stored-files.fixture.js';
import { timed, type Took } from './timed-work.fixture.js';

/**
 * DuckDB reads the files of a history by hand: the yardstick of what the historian takes for the
 * same series. The argument is a JSON list of series; what each reading took is printed as JSON.
 * The files are looked up before, and are read in one statement.
 */
const { DATABASE_URL, TELEMETRY_STORE, ORGANIZATION_ID, ASSET_ID } = z
  .object({
    DATABASE_URL: z.url(),
    TELEMETRY_STORE: z.string().min(1),
    ORGANIZATION_ID: organizationIdSchema,
    ASSET_ID: assetIdSchema,
  })
  .parse(process.env);
const seriesSchema = z.object({
  name: z.string(),
  resolution: z.enum(RESOLUTIONS),
  ranges: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
  widthMs: z.number().positive(),
  columns: z.array(z.string()),
  /** A new DuckDB for each reading, and files that are not in the page cache. */
  isCold: z.boolean(),
});
type Series = z.output<typeof seriesSchema>;
type Range = Series['ranges'][number];

const wanted = z.array(seriesSchema).parse(JSON.parse(process.argv[2] ?? '[]'));
const organizationId: OrganizationId = ORGANIZATION_ID;
const database = openDatabase({ url: DATABASE_URL, poolMax: 1 });
const warm = await openDuck();

try {
  const found: Record<string, Took[]> = {};
  for (const series of wanted) found[series.name] = await readingsOf(series);
  console.log(JSON.stringify(found));
} finally {
  warm.closeSync();
  await database.close();
}

async function readingsOf(series: Series): Promise<Took[]> {
  const readings: Took[] = [];
  for (const range of series.ranges) {
    const files = (await filesOf(database, organizationId, { ...range, resolution: series.resolution })).map(
      (name) => path.join(TELEMETRY_STORE, organizationId, name),
    );
    if (files.length === 0) throw new Error(`There are no files for ${series.name}.`);
    if (series.isCold) files.forEach(dropFromPageCache);
    const { wallMs, cpuMs } = await timed(() => read(sqlOf(series, range, files), series.isCold));
    readings.push({ wallMs, cpuMs });
  }
  return readings;
}

async function read(sql: string, isCold: boolean): Promise<void> {
  const duck = isCold ? await openDuck() : warm;
  const connection = await duck.connect();
  await connection.runAndReadAll(sql);
  connection.closeSync();
  if (isCold) duck.closeSync();
}

/**
 * The same measures that the historian answers: minimum, maximum, mean and last value of each
 * bucket.
 */
function sqlOf(
  { resolution, widthMs, columns }: Series,
  { fromMs, toMs }: Range,
  files: readonly string[],
): string {
  const measures = columns.flatMap((column) =>
    resolution === 'raw' ? measuresOfRows(sqlName(column)) : measuresOfAggregates(column),
  );
  const instant = (ms: number): string => `make_timestamptz(${Math.round(ms * 1_000)})`;
  return `SELECT time_bucket(INTERVAL ${widthMs / 1_000} SECONDS, "time") AS bucket, ${measures.join(', ')}
          FROM read_parquet(${sqlList(files)}, union_by_name = true)
          WHERE asset = ${sqlText(ASSET_ID)} AND "time" >= ${instant(fromMs)} AND "time" < ${instant(toMs)}
          GROUP BY 1 ORDER BY 1`;
}

function measuresOfRows(name: string): string[] {
  return [`min(${name})`, `max(${name})`, `avg(${name})`, `arg_max(${name}, "time")`];
}

function measuresOfAggregates(column: string): string[] {
  const name = (measure: string): string => sqlName(`${column}.${measure}`);
  return [
    `min(${name('min')})`,
    `max(${name('max')})`,
    `sum(${name('mean')} * "rows") / sum("rows")`,
    `arg_max(${name('last')}, "time")`,
  ];
}

function openDuck(): Promise<DuckDBInstance> {
  return DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '256MiB' });
}

/** GNU dd asks the kernel to forget a file, which needs no rights beyond those on the file. */
function dropFromPageCache(file: string): void {
  execFileSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' });
}
