import { messageOf } from '@eagle/service-kit';
import pg from 'pg';
import { copyRows } from './copy-in.js';
import type { SourceRow, SourceTable } from './source-table.js';

/** At most this many slow transactions are open at once; further late rows are written in time. */
const HELD_MAX = 4;

interface HeldRow {
  readonly client: pg.Client;
  readonly timer: NodeJS.Timeout;
}

/**
 * One plant's SCADA table from the view of its logger. Connects when needed and again after every
 * failure.
 */
export class PlantDatabase {
  private client: pg.Client | null = null;
  private readonly held = new Set<HeldRow>();
  private readonly committing = new Set<Promise<void>>();

  /** @param onLostRow  Called for a late row with a failed transaction: the reader sees a gap. */
  constructor(
    private readonly url: string,
    private readonly table: SourceTable,
    private readonly onLostRow: (reason: string) => void,
  ) {}

  /** Time of the newest scan in the table, milliseconds since the epoch; null when it is empty. */
  async newestScanMs(): Promise<number | null> {
    const client = await this.connected();
    const result = await client.query<{ at: number | null }>(this.table.newestScan);
    return result.rows[0]?.at ?? null;
  }

  /** Writes rows at once, all or none. */
  async write(rows: readonly SourceRow[]): Promise<void> {
    const client = await this.connected();
    try {
      await copyRows(client, this.table.name, this.table.columns, rows);
    } catch (error) {
      await this.disconnect();
      throw error;
    }
  }

  /**
   * Analyses the table at once; a server does it by itself a minute after a bulk load, during live
   * work.
   */
  async settle(): Promise<void> {
    const client = await this.connected();
    await client.query(`VACUUM (ANALYZE) ${this.table.name}`);
  }

  /** Whether one more slow transaction may be opened. */
  get canHold(): boolean {
    return this.held.size < HELD_MAX;
  }

  /**
   * Inserts a row, which takes its key, and commits it only after `row.holdMs`: readers see rows
   * with higher keys before it.
   */
  async writeLate(row: SourceRow): Promise<void> {
    const client = await connect(this.url);
    try {
      await client.query('BEGIN');
      await copyRows(client, this.table.name, this.table.columns, [row]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    const held: HeldRow = { client, timer: setTimeout(() => this.release(held), row.holdMs) };
    this.held.add(held);
  }

  /** Commits the held rows and disconnects. */
  async close(): Promise<void> {
    for (const held of [...this.held]) this.release(held);
    await Promise.all(this.committing);
    await this.disconnect();
  }

  private release(held: HeldRow): void {
    clearTimeout(held.timer);
    if (!this.held.delete(held)) return;
    const commit = this.commit(held.client).finally(() => this.committing.delete(commit));
    this.committing.add(commit);
  }

  private async commit(client: pg.Client): Promise<void> {
    try {
      await client.query('COMMIT');
      await client.end();
    } catch (error) {
      this.onLostRow(messageOf(error));
    }
  }

  private async connected(): Promise<pg.Client> {
    if (this.client !== null) return this.client;
    const client = await connect(this.url);
    client.once('end', () => {
      if (this.client === client) this.client = null;
    });
    this.client = client;
    return client;
  }

  private async disconnect(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'scada-logger',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // Errors reach the callers of queries; the next query notices a broken idle connection.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
