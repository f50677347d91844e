import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type FeedStatus,
  type OrganizationId,
  type RunFile,
  type ServingStatus,
} from '@eagle/contracts/domain';
import { organizationConfigInputSchema, ROUTES, type OrganizationConfigInput } from '@eagle/contracts/rest';
import type { StatusPush } from '@eagle/contracts/socket';
import { roleOf, withRole } from '@eagle/persistence';
import pg from 'pg';
import { z } from 'zod';
import { AlertSocket } from '../gateway/alert-socket.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { ensureOrganization } from '../gateway/organization-setup.js';
import { waitFor, type RunningEagle } from './running-eagle.fixture.js';

const DATABASE = 'bad_input';
const READER = 'bad_input_reader';
const READER_PASSWORD = 'only-for-this-journey';
const SAID_DEADLINE_MS = 20_000;

const secretsSchema = z.object({
  scadaPassword: z.string(),
  databasePasswords: z.object({ training: z.string() }),
  natsPasswords: z.object({ training: z.string(), cli: z.string() }),
});
const portsSchema = z.object({ 'scada-postgres': z.number() });

const readState = <T>(eagle: RunningEagle, file: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(path.join(eagle.home, file), 'utf8')));

/** The password that training signs in with at the bus. */
export const trainingPassword = (eagle: RunningEagle): string =>
  readState(eagle, 'secrets.json', secretsSchema).natsPasswords.training;

/** Address of the platform's database with the role of training. */
export const trainingDatabaseUrl = (eagle: RunningEagle, run: RunFile): string =>
  withRole(
    run.databaseUrl,
    roleOf('training'),
    readState(eagle, 'secrets.json', secretsSchema).databasePasswords.training,
  );

/** The bus password of the launcher, which may read everything. */
export const launcherPassword = (eagle: RunningEagle): string =>
  readState(eagle, 'secrets.json', secretsSchema).natsPasswords.cli;

/**
 * Changes to the configuration of an organization that reads one table with the numbers `temp` and
 * `flow`.
 */
export interface Peculiarities {
  readonly feed?: Readonly<Record<string, unknown>>;
  readonly mapping?: Readonly<Record<string, unknown>>;
  readonly rules?: readonly unknown[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

/**
 * A SCADA database on the platform's SCADA server; the journey makes, damages, locks and drops its
 * tables.
 */
export class SpoiltSource {
  private readonly sessions: pg.Client[] = [];

  private constructor(
    readonly run: RunFile,
    readonly superAdmin: GatewayClient,
    readonly port: number,
    private readonly adminUrl: URL,
  ) {}

  static async make(eagle: RunningEagle, run: RunFile): Promise<SpoiltSource> {
    const port = readState(eagle, 'ports.json', portsSchema)['scada-postgres'];
    const { scadaPassword } = readState(eagle, 'secrets.json', secretsSchema);
    const adminUrl = new URL(`postgres://scada_admin:${scadaPassword}@127.0.0.1:${port}/postgres`);
    const admin = new pg.Client({ connectionString: adminUrl.href });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${DATABASE}`);
    await admin.query(`CREATE ROLE ${READER} LOGIN PASSWORD '${READER_PASSWORD}'`);
    await admin.end();
    adminUrl.pathname = `/${DATABASE}`;
    const source = new SpoiltSource(run, eagle.client('SUPER_ADMIN', null), port, adminUrl);
    await source.sql(`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ${READER}`);
    return source;
  }

  /** A writing session that its user ends. */
  async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.adminUrl.href });
    // The server ends it at the latest when the platform stops.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Another writing session: for transactions that stay open. */
  async session(): Promise<pg.Client> {
    const client = await this.connect();
    this.sessions.push(client);
    return client;
  }

  /** Writes as the plant does. */
  async sql(text: string, values: readonly unknown[] = []): Promise<void> {
    const [writer] = this.sessions;
    await (writer ?? (await this.session())).query(text, [...values]);
  }

  /** Makes a table of that name and an organization that reads it. */
  async organization(
    table: string,
    columns: string,
    peculiar: Peculiarities = {},
  ): Promise<WatchedOrganization> {
    if (columns !== '') await this.sql(`CREATE TABLE ${table} (${columns})`);
    const config = this.config(table, peculiar);
    const slug = table.replaceAll('_', '-');
    const id = await ensureOrganization(this.superAdmin, { slug, name: `Plant ${slug}`, config });
    return WatchedOrganization.watch(this, id, slug, config);
  }

  async configure(id: OrganizationId, config: OrganizationConfigInput): Promise<void> {
    await this.superAdmin.ask(ROUTES.configuration.putConfig, {
      params: { organizationId: id },
      body: config,
    });
  }

  config(table: string, peculiar: Peculiarities = {}): OrganizationConfigInput {
    return organizationConfigInputSchema.parse({
      assets: [{ assetId: 'line', name: 'Line' }],
      tags: ['temp', 'flow'].map((tag) => ({ tag, type: 'number', role: 'present-value' })),
      feed: {
        kind: 'postgres',
        host: '127.0.0.1',
        port: this.port,
        database: DATABASE,
        user: READER,
        password: READER_PASSWORD,
        pollIntervalMs: 200,
        statementTimeoutMs: 1_000,
        ...peculiar.feed,
      },
      mapping: {
        table,
        keyColumn: 'id',
        timeColumn: 'at',
        timeZone: 'UTC',
        source: {
          layout: 'wide',
          asset: { assetId: 'line' },
          columns: ['temp', 'flow'].map((tag) => ({ column: tag, tag })),
        },
        ...peculiar.mapping,
      },
      rules: peculiar.rules ?? [],
      settings: { features: { lagsMs: [], windowsMs: [2_000] }, ...peculiar.settings },
    });
  }

  /** A metric of a service, summed over all labels that are not given. */
  async counted(service: string, name: string, labels: Readonly<Record<string, string>>): Promise<number> {
    const url = this.run.processes.find((process) => process.name === service)?.metricsUrl;
    assert.ok(url, `${service} has metrics`);
    const lines = (await (await fetch(url)).text()).split('\n');
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return lines
      .filter((line) => line.startsWith(`${name}{`) && wanted.every((label) => line.includes(label)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  async close(): Promise<void> {
    for (const session of this.sessions) await session.end().catch(() => undefined);
  }
}

/** One organization and the status of its feed and model, over REST and on a socket. */
export class WatchedOrganization {
  private readonly pushed: StatusPush[] = [];

  private constructor(
    private readonly source: SpoiltSource,
    readonly id: OrganizationId,
    readonly slug: string,
    readonly config: OrganizationConfigInput,
  ) {}

  static async watch(
    source: SpoiltSource,
    id: OrganizationId,
    slug: string,
    config: OrganizationConfigInput,
  ): Promise<WatchedOrganization> {
    const watched = new WatchedOrganization(source, id, slug, config);
    const handlers = {
      onAlert: () => undefined,
      onStatus: (status: StatusPush) => void watched.pushed.push(status),
    };
    watched.socket = new AlertSocket(source.superAdmin, handlers, id);
    await watched.socket.open();
    return watched;
  }
  private socket: AlertSocket | null = null;

  /** Waits until REST and the socket both show the feed's status. @returns the status from REST. */
  async saidOfFeed(what: string, fits: (feed: FeedStatus) => boolean): Promise<FeedStatus> {
    let last: FeedStatus | null = null;
    const said = await waitFor(`feed: ${what}`, SAID_DEADLINE_MS, async () => {
      last = await this.feed();
      return last !== null && fits(last) ? last : null;
    }).catch((error: unknown) => assert.fail(`${String(error)}; last said: ${JSON.stringify(last)}`));
    const onSocket = ({ feed }: StatusPush): boolean => feed !== null && fits(feed);
    await waitFor(`on the socket: ${what}`, SAID_DEADLINE_MS, () => this.pushed.some(onSocket));
    return said;
  }

  /** Waits until REST and the socket both show the model's status. */
  async saidOfModel(what: string, fits: (serving: ServingStatus) => boolean): Promise<ServingStatus> {
    let last: ServingStatus | null = null;
    const said = await waitFor(`model: ${what}`, SAID_DEADLINE_MS, async () => {
      const query = { organizationId: this.id };
      last = (await this.source.superAdmin.ask(ROUTES.models.status, { query })).serving;
      return last !== null && fits(last) ? last : null;
    }).catch((error: unknown) => assert.fail(`${String(error)}; last said: ${JSON.stringify(last)}`));
    const onSocket = ({ serving }: StatusPush): boolean => serving !== null && fits(serving);
    await waitFor(`on the socket: ${what}`, SAID_DEADLINE_MS, () => this.pushed.some(onSocket));
    return said;
  }

  async works(): Promise<FeedStatus> {
    return this.saidOfFeed('it works', ({ problem }) => problem === 'none');
  }

  /** Waits for as many scans as rows that could be used; more would be rows read twice. */
  async read(scans: number): Promise<FeedStatus> {
    const status = await this.saidOfFeed(`${scans} scans`, ({ scansPublished }) => scansPublished >= scans);
    assert.equal(status.scansPublished, scans, 'every row once');
    return status;
  }

  async counted(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    return this.source.counted('data-processor', name, { organization: this.id, ...labels });
  }

  /** Rows that were refused for any reason since data-processor started. */
  async refused(): Promise<number> {
    const { rejected = {} } = (await this.feed()) ?? {};
    return Object.values(rejected).reduce((sum, rows) => sum + rows, 0);
  }

  private async feed(): Promise<FeedStatus | null> {
    try {
      return await this.source.superAdmin.ask(ROUTES.feeds.status, { params: { organizationId: this.id } });
    } catch {
      return null; // The feed has no status yet.
    }
  }

  close(): void {
    this.socket?.close();
  }
}
