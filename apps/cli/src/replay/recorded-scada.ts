import pg from 'pg';
import type { RecordedRow } from '../recordings/telemetry.js';

const BATCH_ROWS = 5_000;
export const RECORDED_TABLE = 'recorded_scans';
/** Not likely to be the name of a recorded column. */
export const RECORDED_KEY = 'recorded_scan_id';
export const RECORDED_CHANNEL = 'recorded_scans_changed';
/**
 * The whole recording, hidden from the plant's reader: rows are released from here at their time.
 */
const RECORDING_TABLE = 'recording';

/** No reading is an empty cell. */
const cellOf = (value: number): string | null => (Number.isNaN(value) ? null : String(value));

/** Rows that were added to the table that the platform reads. */
export interface Released {
  readonly rows: number;
  /** Time of the newest row; null where there was none. */
  readonly newestMs: number | null;
}

/**
 * The SCADA database of a replay: one wide table that is filled as the recording goes on, read by a
 * user who may only read. The recording itself is loaded once into a table beside it and released
 * from there in the order of time, so that its size does not matter here.
 */
export class RecordedScada {
  private constructor(
    private readonly client: pg.Client,
    readonly database: string,
    private readonly columns: readonly string[],
  ) {}

  static async create(
    adminUrl: string,
    database: string,
    columns: readonly string[],
    reader: { readonly user: string; readonly password: string },
  ): Promise<RecordedScada> {
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    try {
      await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    } finally {
      await admin.end();
    }
    const url = new URL(adminUrl);
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href });
    // A connection that is cut shows in the next statement.
    client.on('error', () => undefined);
    await client.connect();
    const tagColumns = columns.map((column) => `${pg.escapeIdentifier(column)} text`).join(', ');
    const user = pg.escapeIdentifier(reader.user);
    await client.query(`
      CREATE UNLOGGED TABLE ${RECORDING_TABLE} (ts timestamptz NOT NULL, asset text NOT NULL, ${tagColumns});
      CREATE TABLE ${RECORDED_TABLE} (${RECORDED_KEY} bigserial PRIMARY KEY, ts timestamptz NOT NULL, asset text NOT NULL, ${tagColumns});
      CREATE ROLE ${user} LOGIN PASSWORD ${pg.escapeLiteral(reader.password)};
      ALTER ROLE ${user} SET default_transaction_read_only = on;
      GRANT SELECT ON ${RECORDED_TABLE} TO ${user};
    `);
    return new RecordedScada(client, database, columns);
  }

  /** Loads the whole recording, with its rows in any order. */
  async load(pages: AsyncIterable<Iterable<RecordedRow>>, signal: AbortSignal): Promise<void> {
    let batch: RecordedRow[] = [];
    for await (const page of pages) {
      for (const row of page) {
        batch.push(row);
        if (batch.length < BATCH_ROWS) continue;
        signal.throwIfAborted();
        await this.loadBatch(batch);
        batch = [];
      }
    }
    await this.loadBatch(batch);
    await this.client.query(
      `CREATE INDEX ON ${RECORDING_TABLE} (ts); CREATE INDEX ON ${RECORDED_TABLE} (ts); ANALYZE ${RECORDING_TABLE}`,
    );
  }

  private async loadBatch(rows: readonly RecordedRow[]): Promise<void> {
    const arrays: unknown[][] = [
      rows.map((row) => new Date(row.atMs).toISOString()),
      rows.map((row) => row.asset),
      ...this.columns.map((_, index) => rows.map(({ values }) => cellOf(values[index] ?? NaN))),
    ];
    const unnest = arrays
      .map((_, index) => `$${index + 1}::${index === 0 ? 'timestamptz' : 'text'}[]`)
      .join(', ');
    await this.client.query(
      `INSERT INTO ${RECORDING_TABLE} (${this.columnNames()}) SELECT * FROM UNNEST(${unnest})`,
      arrays,
    );
  }

  /**
   * Lets the platform see the rows of `[fromMs, toMs)`, in the order of their time, and notifies
   * listeners.
   */
  async release(fromMs: number, toMs: number): Promise<Released> {
    const { rows } = await this.client.query<{ rows: number; newest: Date | null }>(
      `WITH released AS (
         INSERT INTO ${RECORDED_TABLE} (${this.columnNames()})
         SELECT ${this.columnNames()} FROM ${RECORDING_TABLE} WHERE ts >= $1 AND ts < $2 ORDER BY ts, asset
         RETURNING ts
       ) SELECT count(*)::int AS rows, max(ts) AS newest FROM released`,
      [new Date(fromMs).toISOString(), new Date(toMs).toISOString()],
    );
    const [released] = rows;
    if (released && released.rows > 0) await this.client.query(`NOTIFY ${RECORDED_CHANNEL}`);
    return { rows: released?.rows ?? 0, newestMs: released?.newest?.getTime() ?? null };
  }

  /**
   * A server does this by itself a minute after this many rows: until then it scans the whole
   * history for each page.
   */
  async settle(): Promise<void> {
    await this.client.query(`VACUUM (ANALYZE) ${RECORDED_TABLE}`);
  }

  /** Time of the first recorded row at or after an instant; null when the recording has ended. */
  async nextAfter(atMs: number): Promise<number | null> {
    const { rows } = await this.client.query<{ next: Date | null }>(
      `SELECT min(ts) AS next FROM ${RECORDING_TABLE} WHERE ts >= $1`,
      [new Date(atMs).toISOString()],
    );
    return rows[0]?.next?.getTime() ?? null;
  }

  /**
   * End of the shortest span from an instant on that holds this many rows; null when there are
   * fewer.
   */
  async endOfRows(fromMs: number, rowsMax: number): Promise<number | null> {
    const { rows } = await this.client.query<{ ts: Date }>(
      `SELECT ts FROM ${RECORDING_TABLE} WHERE ts >= $1 ORDER BY ts OFFSET $2 LIMIT 1`,
      [new Date(fromMs).toISOString(), rowsMax],
    );
    return rows[0]?.ts.getTime() ?? null;
  }

  /**
   * How many recorded rows lie in the given spans of their asset; a row in two of them counts once.
   */
  async rowsWithin(
    spans: readonly { readonly asset: string; readonly fromMs: number; readonly untilMs: number }[],
  ): Promise<number> {
    const { rows } = await this.client.query<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM ${RECORDING_TABLE} AS row WHERE EXISTS (
         SELECT FROM UNNEST($1::text[], $2::timestamptz[], $3::timestamptz[]) AS span (asset, starts, ends)
         WHERE span.asset = row.asset AND row.ts >= span.starts AND row.ts < span.ends)`,
      [
        spans.map(({ asset }) => asset),
        spans.map(({ fromMs }) => new Date(fromMs).toISOString()),
        spans.map(({ untilMs }) => new Date(untilMs).toISOString()),
      ],
    );
    return rows[0]?.rows ?? 0;
  }

  private columnNames(): string {
    return ['ts', 'asset', ...this.columns].map((column) => pg.escapeIdentifier(column)).join(', ');
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
