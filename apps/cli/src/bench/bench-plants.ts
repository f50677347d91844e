import type { DemoPlant } from '@eagle/scada-simulator/plants';
import pg from 'pg';
import type { SeedModel } from './seed-model.js';

const TEMPLATE = 'bench_template';
export const READER = 'bench_reader';
/** Rows that every plant starts with: enough to fill the longest window. */
const HISTORY_ROWS = 700;
/** The tag that rows toggle to cause alerts; no feature is computed from it. */
export const TOGGLED_TAG = 'oiltemphigh';
const TIME_COLUMN = 'created_timestamp';

type Cells = Readonly<Record<string, number | boolean | null>>;

/**
 * One plant of the bench: a separate SCADA database, as real organizations have, and the connection
 * that writes to it.
 */
export class BenchPlant {
  private written = 0;

  constructor(
    readonly database: string,
    private readonly client: pg.Client,
    private readonly insert: string,
    private readonly columns: readonly string[],
    private readonly history: readonly Cells[],
  ) {}

  /** Commits one row with the present time. */
  async writeRow(isToggled: boolean): Promise<void> {
    const cells = this.history[this.written++ % this.history.length] ?? {};
    const values = this.columns.map((column) =>
      column === TOGGLED_TAG ? isToggled : (cells[column] ?? null),
    );
    await this.client.query({ name: 'row', text: this.insert, values: [Date.now(), ...values] });
  }

  /** Commits `count` rows at once, all within the millisecond before now. */
  async writeFlood(table: string, count: number): Promise<void> {
    const names = this.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    await this.client.query(
      `INSERT INTO ${table} (${TIME_COLUMN}, ${names})
       SELECT to_timestamp(($1::float8 + n::float8 / $2) / 1000) AT TIME ZONE 'Asia/Kolkata', ${names}
       FROM generate_series(1, $2::int) AS n, (SELECT * FROM ${table} ORDER BY id LIMIT 1) AS row`,
      [Date.now() - 1, count],
    );
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

/** SCADA databases of the bench, all with the seed plant's table and its newest rows. */
export class BenchPlants {
  readonly all: BenchPlant[] = [];
  private readonly columns: readonly string[];

  private constructor(
    private readonly adminUrl: string,
    private readonly plant: DemoPlant,
    private readonly history: readonly Cells[],
  ) {
    this.columns = plant.table.columns.filter((column) => column !== TIME_COLUMN);
  }

  static async open(adminUrl: string, seed: SeedModel, readerPassword: string): Promise<BenchPlants> {
    const { table } = seed.plant;
    const newest = `SELECT ${table.columns.join(', ')} FROM (SELECT * FROM ${table.name} ORDER BY id DESC LIMIT ${HISTORY_ROWS}) AS newest ORDER BY id`;
    const rows = await withClient(seed.databaseUrl, async (client) => {
      const result = await client.query<{ rows: Cells[] }>(
        `SELECT json_agg(r) AS rows FROM (${newest}) AS r`,
      );
      return result.rows[0]?.rows ?? [];
    });
    await withClient(adminUrl, async (admin) => {
      await admin.query(`CREATE ROLE ${READER} LOGIN PASSWORD ${pg.escapeLiteral(readerPassword)}`);
      await admin.query(`ALTER ROLE ${READER} SET default_transaction_read_only = on`);
      await admin.query(`CREATE DATABASE ${TEMPLATE}`);
    });
    await withClient(databaseUrl(adminUrl, TEMPLATE), async (client) => {
      for (const statement of table.create) await client.query(statement);
      const names = table.columns.join(', ');
      await client.query(
        `INSERT INTO ${table.name} (${names}) SELECT ${names} FROM json_populate_recordset(NULL::${table.name}, $1)`,
        [JSON.stringify(rows)],
      );
      await client.query(`GRANT SELECT ON ${table.name} TO ${READER}`);
    });
    return new BenchPlants(adminUrl, seed.plant, rows);
  }

  /** Makes one more plant; its history ends now. */
  async add(): Promise<BenchPlant> {
    const database = `bench_${this.all.length}`;
    await withClient(this.adminUrl, async (admin) => {
      await admin.query(`CREATE DATABASE ${database} TEMPLATE ${TEMPLATE}`);
    });
    const { name: table } = this.plant.table;
    const client = new pg.Client({ connectionString: databaseUrl(this.adminUrl, database) });
    await client.connect();
    await client.query(
      `UPDATE ${table} SET ${TIME_COLUMN} = ${TIME_COLUMN} + (
         SELECT (now() AT TIME ZONE 'Asia/Kolkata') - max(${TIME_COLUMN}) FROM ${table})`,
    );
    const names = this.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const values = this.columns.map((_, index) => `$${index + 2}`).join(', ');
    const insert = `INSERT INTO ${table} (${TIME_COLUMN}, ${names})
      VALUES (to_timestamp($1::float8 / 1000) AT TIME ZONE 'Asia/Kolkata', ${values})`;
    const made = new BenchPlant(database, client, insert, this.columns, this.history);
    this.all.push(made);
    return made;
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((plant) => plant.close()));
  }
}

function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
