import pg from 'pg';
import type { RecordedRow } from './recording.js';

const BATCH_ROWS = 5_000;
export const RECORDED_TABLE = 'recorded_scans';
export const RECORDED_CHANNEL = 'recorded_scans_changed';

/** The SCADA database of a replay: one wide table that is filled as the recording goes on, read by a user who may only read. */
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
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    await admin.end();
    const url = new URL(adminUrl);
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const tagColumns = columns.map((column) => `${pg.escapeIdentifier(column)} text`).join(', ');
    const user = pg.escapeIdentifier(reader.user);
    await client.query(`
      CREATE TABLE ${RECORDED_TABLE} (id bigserial PRIMARY KEY, ts timestamptz NOT NULL, asset text NOT NULL, ${tagColumns});
      CREATE ROLE ${user} LOGIN PASSWORD ${pg.escapeLiteral(reader.password)};
      ALTER ROLE ${user} SET default_transaction_read_only = on;
      GRANT SELECT ON ${RECORDED_TABLE} TO ${user};
    `);
    return new RecordedScada(client, database, columns);
  }

  /** Writes rows in their order and tells whoever listens. */
  async write(rows: readonly RecordedRow[]): Promise<void> {
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      await this.writeBatch(rows.slice(from, from + BATCH_ROWS));
    }
    if (rows.length > 0) await this.client.query(`NOTIFY ${RECORDED_CHANNEL}`);
  }

  private async writeBatch(rows: readonly RecordedRow[]): Promise<void> {
    const names = ['ts', 'asset', ...this.columns].map((column) => pg.escapeIdentifier(column)).join(', ');
    const arrays: unknown[][] = [
      rows.map((row) => new Date(row.atMs).toISOString()),
      rows.map((row) => row.asset),
      ...this.columns.map((_, index) => rows.map((row) => row.cells[index] || null)),
    ];
    const unnest = arrays
      .map((_, index) => `$${index + 1}::${index === 0 ? 'timestamptz' : 'text'}[]`)
      .join(', ');
    await this.client.query(
      `INSERT INTO ${RECORDED_TABLE} (${names}) SELECT * FROM UNNEST(${unnest})`,
      arrays,
    );
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
