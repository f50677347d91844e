import { setTimeout as delay } from 'node:timers/promises';
import type { AlertPush } from '@eagle/contracts/socket';
import pg from 'pg';
import { AlertSocket } from '../gateway/alert-socket.js';
import type { SpoiltSource, WatchedOrganization } from './bad-input-source.fixture.js';

const HOT = 100;
const RECONNECT_PAUSE_MS = 50;

/**
 * A plant with a temperature that crosses the limit with every row, in turn up and down; its
 * organization gets every crossing. So each row appears as one push on the socket, and a skipped,
 * doubled or delayed row is visible.
 */
export class CrossingPlant {
  /** Wall clock when the newest rows were committed, by the row's time. */
  readonly committedAtMs = new Map<string, number>();
  /** Wall clock when the push of a row came, by the row's time. */
  readonly heardAtMs = new Map<string, number>();
  /** Times of rows with more than one push. */
  readonly heardTwice: string[] = [];
  private isWriting = true;
  private writer: Promise<void> = Promise.resolve();
  private socket: AlertSocket | null = null;

  private constructor(
    private readonly source: SpoiltSource,
    readonly organization: WatchedOrganization,
    private readonly table: string,
    private readonly rowEveryMs: number,
  ) {}

  /** Makes table and organization and listens; no row is written yet. */
  static async make(
    source: SpoiltSource,
    table: string,
    rowEveryMs: number,
    feed: Readonly<Record<string, unknown>> = {},
  ): Promise<CrossingPlant> {
    const rule = { id: 'hot', type: 'limit', title: 'Too hot', component: 'heater', kind: 'temperature' };
    const organization = await source.organization(
      table,
      'id bigserial PRIMARY KEY, at timestamptz, temp float8, flow float8',
      {
        feed: { notifyChannel: `${table}_rows`, ...feed },
        rules: [{ ...rule, tag: 'temp', side: 'high', bands: [{ severity: 'low', from: HOT }] }],
        settings: {
          features: { lagsMs: [], windowsMs: [2_000] },
          alerts: { deduplicationWindowMs: 0 },
        },
      },
    );
    const plant = new CrossingPlant(source, organization, table, rowEveryMs);
    plant.socket = new AlertSocket(
      source.superAdmin,
      { onAlert: (push) => plant.hear(push) },
      organization.id,
    );
    await plant.socket.open();
    await organization.works();
    return plant;
  }

  startWriting(): void {
    this.isWriting = true;
    this.writer = this.write();
  }

  async stopWriting(): Promise<void> {
    this.isWriting = false;
    await this.writer;
  }

  async close(): Promise<void> {
    await this.stopWriting();
    this.socket?.close();
    this.organization.close();
  }

  /** Times of all rows in the table: the truth, independent of the writer's state. */
  async written(): Promise<string[]> {
    const client = await this.source.connect();
    try {
      const { rows } = await client.query<{ at: Date }>(`SELECT at FROM ${this.table} ORDER BY id`);
      return rows.map(({ at }) => at.toISOString());
    } finally {
      await client.end();
    }
  }

  /** Writes until stopped; a broken connection is made anew. */
  private async write(): Promise<void> {
    while (this.isWriting) {
      try {
        const client = await this.source.connect();
        await this.writeOn(client).finally(() => client.end().catch(() => undefined));
      } catch {
        await delay(RECONNECT_PAUSE_MS); // The server is being killed; what was committed is read from the table.
      }
    }
  }

  private async writeOn(client: pg.Client): Promise<void> {
    // A commit with a lost answer may have happened: the table shows which crossing is next.
    const newest = await client.query<{ temp: number }>(
      `SELECT temp FROM ${this.table} ORDER BY id DESC LIMIT 1`,
    );
    let isHot = (newest.rows[0]?.temp ?? 0) > HOT;
    for (let row = 0; this.isWriting; row += 1) {
      isHot = !isHot;
      const at = new Date().toISOString();
      const values = [at, isHot ? HOT + 1 : HOT - 1, row];
      await client.query(`INSERT INTO ${this.table} (at, temp, flow) VALUES ($1, $2, $3)`, values);
      this.committedAtMs.set(at, Date.now());
      await client.query(`NOTIFY ${this.table}_rows`);
      await delay(this.rowEveryMs);
    }
  }

  private hear({ change, alert }: AlertPush): void {
    const at = change === 'raised' ? alert.raisedAt : change === 'cleared' ? alert.clearedAt : null;
    if (at === null) return;
    if (this.heardAtMs.has(at)) this.heardTwice.push(at);
    this.heardAtMs.set(at, Date.now());
  }
}
