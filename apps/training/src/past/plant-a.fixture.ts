import { randomUUID } from 'node:crypto';
import { organizationConfigSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import type { ScanHistory } from '@eagle/learning';
import { demoPlants, type DemoPlant } from '@eagle/scada-simulator/plants';
import { ScanRecorder, type RecordedWorld } from './recorded-plant.fixture.js';

const DAY_MS = 86_400_000;
/** So many days are simulated; the table repeats them. */
const SIMULATED_DAYS = 3;
const ROWS_OF_INSERT = 2_500;
/**
 * Rows of one append: what the historian stores at a row a second every two minutes would take too
 * long here.
 */
const ROWS_OF_APPEND = 20_000;

/**
 * The furnace line of the simulator, a row a second, in a table of the world's database; the last
 * row is a second old.
 */
export async function writePlantA(
  { sql, database, prepared }: RecordedWorld,
  days: number,
  nowMs: number,
): Promise<OrganizationConfig> {
  const plant = demoPlants.find((candidate) => candidate.plant === 'a');
  if (plant === undefined) throw new RangeError('the simulator has no plant A');
  const { name, create } = plant.table;
  await sql(create[0] ?? '');
  const beginMs = nowMs - days * DAY_MS;
  const simulatedDays = Math.min(days, SIMULATED_DAYS);
  const rows = await simulate(sql, plant, beginMs, beginMs + simulatedDays * DAY_MS);
  const [timeColumn = '', ...columns] = plant.table.columns;
  for (let day = simulatedDays; day < days; day += simulatedDays) {
    await sql(
      `INSERT INTO ${name} (${timeColumn}, ${columns.join(', ')})
       SELECT ${timeColumn} + $1 * interval '1 day', ${columns.join(', ')} FROM ${name}
       WHERE id <= $2 AND ${timeColumn} < (SELECT ${timeColumn} FROM ${name} WHERE id = 1) + $3 * interval '1 day' ORDER BY id`,
      [day, rows, days - day],
    );
  }
  await sql(`ANALYZE ${name}`);
  const { username, pathname, hostname, port } = new URL(prepared.ownerUrl);
  const organizationId = randomUUID();
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $2)', [
      organizationId,
      `plant-${organizationId}`,
    ]),
  );
  const place = { host: hostname, port: Number(port), database: pathname.slice(1), user: username };
  return organizationConfigSchema.parse({
    ...plant.config,
    ...{ organizationId, revision: 1, feed: { ...plant.feed, ...place, notifyChannel: null } },
  });
}

async function simulate(
  sql: RecordedWorld['sql'],
  plant: DemoPlant,
  beginMs: number,
  endMs: number,
): Promise<number> {
  const { table } = plant;
  const simulation = plant.create(1, beginMs, endMs + 2 * DAY_MS);
  let rows: (string | number | boolean | null)[][] = [];
  let written = 0;
  const insert = async (): Promise<void> => {
    const cells = table.columns.map((_, column) => rows.map((row) => row[column] ?? null));
    const types = table.columns.map((_, column) => arrayTypeOf(cells[column]?.[0] ?? null));
    const given = types.map((type, column) => `$${column + 1}::${type}[]`).join(', ');
    await sql(
      `INSERT INTO ${table.name} (${table.columns.join(', ')}) SELECT * FROM unnest(${given})`,
      cells,
    );
    written += rows.length;
    rows = [];
  };
  while (simulation.nextMs < endMs) {
    rows.push(...simulation.advance().map(({ cells }) => [...cells]));
    if (rows.length >= ROWS_OF_INSERT) await insert();
  }
  await insert();
  return written;
}

const arrayTypeOf = (cell: string | number | boolean | null): string =>
  typeof cell === 'boolean' ? 'boolean' : typeof cell === 'string' ? 'timestamp' : 'float8';

/** Records all of it, and closes its days as the historian does. @returns the number of scans. */
export async function recordPlantA(
  { store }: RecordedWorld,
  config: OrganizationConfig,
  source: ScanHistory,
  nowMs: number,
): Promise<number> {
  const recorder = new ScanRecorder(store, config);
  let scans = 0;
  let waiting: Parameters<ScanRecorder['record']>[0][number][] = [];
  const range = { fromMs: 0, toMs: nowMs };
  for await (const page of source.read(config, range, new AbortController().signal)) {
    scans += page.length;
    waiting.push(...page);
    if (waiting.length < ROWS_OF_APPEND) continue;
    await recorder.record(waiting);
    waiting = [];
  }
  await recorder.record(waiting);
  const retention = { rawDays: 400, aggregateDays: 400 };
  while ((await store.maintain(config.organizationId, nowMs, retention)).hasMore);
  return scans;
}
