import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { SeedModel } from '../seed-model.js';

const EVERY_MS = 1_000;

/**
 * The seed's plant with more history: its own is copied again and again, each copy before the one before it. Rows keep the order of their
 * keys, as a SCADA system writes them.
 */
export class LongPlant {
  private constructor(
    private readonly client: pg.Client,
    private readonly seed: SeedModel,
  ) {}

  static async open(seed: SeedModel): Promise<LongPlant> {
    const client = new pg.Client({ connectionString: seed.databaseUrl });
    await client.connect();
    return new LongPlant(client, seed);
  }

  /** Makes its history at least this long. */
  async extend(days: number): Promise<void> {
    const { columns, name } = this.seed.plant.table;
    const [time, ...values] = columns.map((column) => pg.escapeIdentifier(column));
    const copies = Math.ceil((days * 24) / this.seed.plant.historyHours) - 1;
    const { rows } = await this.client.query<{ rows: number; lengthMs: number }>(
      `SELECT max(id) - min(id) + 1 AS rows,
              (extract(epoch FROM max(${time}) - min(${time})) * 1000 + ${EVERY_MS})::float8 AS "lengthMs" FROM ${name}`,
    );
    const { rows: keys = 0, lengthMs = 0 } = rows[0] ?? {};
    for (let copy = 1; copy <= copies; copy += 1) {
      await this.client.query(
        `INSERT INTO ${name} (id, ${[time, ...values].join(', ')})
         SELECT id - $1::int, ${time} - $2::float8 * interval '1 millisecond', ${values.join(', ')}
         FROM ${name} WHERE id > 0 ORDER BY id`,
        [copy * keys, copy * lengthMs],
      );
    }
    await this.client.query(`ANALYZE ${name}`);
  }

  /** Writes one row a second with the present time until the signal comes. */
  async live(signal: AbortSignal): Promise<void> {
    const { columns, name } = this.seed.plant.table;
    const [time, ...values] = columns.map((column) => pg.escapeIdentifier(column));
    while (!signal.aborted) {
      await this.client.query(
        `INSERT INTO ${name} (${[time, ...values].join(', ')})
         SELECT now() AT TIME ZONE 'Asia/Kolkata', ${values.join(', ')} FROM ${name} ORDER BY id DESC LIMIT 1`,
      );
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
