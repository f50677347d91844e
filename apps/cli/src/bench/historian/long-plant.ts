import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { SeedModel } from '../seed-model.js';

const EVERY_MS = 1_000;

/**
 * The seed's plant with more history, in a table of its own: copies of its rows one after the
 * other, in the order of their keys, as a SCADA system writes them. The seed's organization would
 * read rows that appear in its own table.
 */
export class LongPlant {
  static readonly table = 'long_history';

  private constructor(
    private readonly client: pg.Client,
    private readonly seed: SeedModel,
  ) {}

  static async open(seed: SeedModel): Promise<LongPlant> {
    const client = new pg.Client({ connectionString: seed.databaseUrl });
    await client.connect();
    return new LongPlant(client, seed);
  }

  /** Makes a table with a history at least this long, that ends now. */
  async fill(days: number): Promise<void> {
    const { time, values, source } = this.names;
    const table = LongPlant.table;
    const copies = Math.ceil((days * 24) / this.seed.plant.historyHours);
    const { rows } = await this.client.query<{ rows: number; lengthMs: number }>(
      `SELECT count(*)::int AS rows,
              (extract(epoch FROM max(${time}) - min(${time})) * 1000 + ${EVERY_MS})::float8 AS "lengthMs" FROM ${source}`,
    );
    const { rows: count = 0, lengthMs = 0 } = rows[0] ?? {};
    await this.client.query(`DROP TABLE IF EXISTS ${table}`);
    await this.client.query(`CREATE TABLE ${table} (LIKE ${source} INCLUDING INDEXES)`);
    await this.client.query(`GRANT SELECT ON ${table} TO ${pg.escapeIdentifier(this.seed.plant.readerUser)}`);
    for (let copy = 0; copy < copies; copy += 1) {
      await this.client.query(
        `INSERT INTO ${table} (id, ${[time, ...values].join(', ')})
         SELECT row_number() OVER (ORDER BY id) + $1::int, ${time} - $2::float8 * interval '1 millisecond', ${values.join(', ')}
         FROM ${source} ORDER BY id`,
        [copy * count, (copies - 1 - copy) * lengthMs],
      );
    }
    await this.client.query(`ANALYZE ${table}`);
  }

  /** Writes one row a second with the present time until the signal comes. */
  async live(signal: AbortSignal): Promise<void> {
    const { time, values } = this.names;
    const table = LongPlant.table;
    while (!signal.aborted) {
      await this.client.query(
        `INSERT INTO ${table} (id, ${[time, ...values].join(', ')})
         SELECT id + 1, now() AT TIME ZONE 'Asia/Kolkata', ${values.join(', ')} FROM ${table} ORDER BY id DESC LIMIT 1`,
      );
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private get names() {
    const { columns, name } = this.seed.plant.table;
    const [time = '', ...values] = columns.map((column) => pg.escapeIdentifier(column));
    return { time, values, source: pg.escapeIdentifier(name) };
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
