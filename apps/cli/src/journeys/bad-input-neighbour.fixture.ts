import assert from 'node:assert/strict';
import type { SuiteContext, TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { predictionResultSchema, type AlertPush } from '@eagle/contracts';
import { z } from 'zod';
import { AlertSocket } from '../gateway/alert-socket.js';
import type { SpoiltSource, WatchedOrganization } from './bad-input-source.fixture.js';
import { waitFor } from './running-eagle.fixture.js';

const TABLE = 'neighbour';
const ROW_EVERY_MS = 250;
const HOT = 100;
const DECIDED_DEADLINE_MS = 5_000;
/** Far above what an undisturbed row takes (some 25 ms), far below what waiting for somebody else's time-out would. */
const MEDIAN_MS_MAX = 300;
const LONGEST_MS_MAX = 3_000;
const latestSchema = z.object({ items: z.array(predictionResultSchema) });

/**
 * An organization that nothing is wrong with. Its temperature goes over the limit with one row and back with the next, and every crossing is
 * told, so that each of its rows shows as one push: when it came says how long deciding took, and a row that was skipped, doubled or held up shows.
 */
export class Neighbour {
  /** Wall clock when each row was committed, by its time. */
  private readonly committedAtMs = new Map<string, number>();
  /** Milliseconds from commit to socket of each row decided, by its time. */
  private readonly delaysMs = new Map<string, number>();
  private readonly doubled: string[] = [];
  private judged = 0;
  private writing = true;
  private writer: Promise<void> = Promise.resolve();
  private socket: AlertSocket | null = null;

  private constructor(
    private readonly source: SpoiltSource,
    readonly organization: WatchedOrganization,
  ) {}

  static async start(source: SpoiltSource): Promise<Neighbour> {
    const rule = { id: 'hot', type: 'limit', title: 'Too hot', component: 'heater', kind: 'temperature' };
    const organization = await source.organization(
      TABLE,
      'id bigserial PRIMARY KEY, at timestamptz, temp float8, flow float8',
      {
        feed: { notifyChannel: 'neighbour_rows' },
        rules: [{ ...rule, tag: 'temp', side: 'high', bands: [{ severity: 'low', from: HOT }] }],
        settings: {
          features: { lagsMs: [], windowsMs: [2_000] },
          alerts: { deduplicationWindowMs: 0 },
        },
      },
    );
    const neighbour = new Neighbour(source, organization);
    neighbour.socket = new AlertSocket(
      source.superAdmin,
      { onAlert: (push) => neighbour.decided(push) },
      { cursor: null, organizationId: organization.id },
    );
    await neighbour.socket.open();
    await organization.works();
    neighbour.writer = neighbour.write();
    return neighbour;
  }

  /** Whatever another organization's source or model does: every row since the last time asked was predicted and decided as before, once. */
  async assertUndisturbed(context: TestContext | SuiteContext): Promise<void> {
    await this.assertPredicted();
    const rows = [...this.committedAtMs.keys()].slice(this.judged);
    await waitFor('every row of the neighbour is decided', DECIDED_DEADLINE_MS, () =>
      rows.every((at) => this.delaysMs.has(at)),
    );
    assert.deepEqual(this.doubled, [], 'no row was decided twice');
    this.judged += rows.length;
    const delays = rows.map((at) => this.delaysMs.get(at) ?? NaN).sort((a, b) => a - b);
    const medianMs = delays[Math.floor(delays.length / 2)] ?? 0;
    const maxMs = delays.at(-1) ?? 0;
    const said = `the neighbour: ${rows.length} rows, from commit to socket ${medianMs} ms, the longest ${maxMs} ms`;
    if ('diagnostic' in context) context.diagnostic(said);
    assert.ok(rows.length > 0 && medianMs < MEDIAN_MS_MAX && maxMs < LONGEST_MS_MAX, said);
  }

  /** The newest prediction of it is as young as its rows. */
  private async assertPredicted(): Promise<void> {
    const route = `/predictions/latest?organizationId=${this.organization.id}`;
    const since = Date.now();
    await waitFor('a prediction for a row written from now on', DECIDED_DEADLINE_MS, async () => {
      const [newest] = (await this.source.superAdmin.get(route, latestSchema)).items;
      return newest !== undefined && Date.parse(newest.timestamp) > since;
    });
  }

  async stop(): Promise<void> {
    this.writing = false;
    await this.writer;
    this.socket?.close();
    this.organization.close();
  }

  private async write(): Promise<void> {
    const writer = await this.source.session();
    for (let row = 0; this.writing; row += 1) {
      const at = new Date().toISOString();
      const values = [at, row % 2 === 0 ? HOT + 1 : HOT - 1, row];
      await writer.query(`INSERT INTO ${TABLE} (at, temp, flow) VALUES ($1, $2, $3)`, values);
      this.committedAtMs.set(at, Date.now());
      await writer.query('NOTIFY neighbour_rows');
      await delay(ROW_EVERY_MS);
    }
  }

  private decided({ change, alert }: AlertPush): void {
    const at = change === 'raised' ? alert.raisedAt : change === 'cleared' ? alert.clearedAt : null;
    if (at === null) return;
    if (this.delaysMs.has(at)) this.doubled.push(at);
    this.delaysMs.set(at, Date.now() - (this.committedAtMs.get(at) ?? Date.now()));
  }
}
