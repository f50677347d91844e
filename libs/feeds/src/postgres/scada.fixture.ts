import { randomUUID } from 'node:crypto';
import { feedSchema, mappingSchema, type Feed, type Mapping } from '@eagle/contracts/domain';
import { networkListSchema } from '@eagle/service-kit/outbound';
import { testDatabase } from '@eagle/testing';
import pg from 'pg';

/** A SCADA database of its own with a read-only user, for one test file. */
export interface Scada {
  readonly password: string;
  /** Writes as the plant does. */
  sql(text: string, values?: readonly unknown[]): Promise<void>;
  /** Another writing session, for transactions that are slow. */
  session(): Promise<pg.Client>;
  feed(overrides?: Partial<Feed>): Feed;
  close(): Promise<void>;
}

const READER = 'scada_reader';
const READER_PASSWORD = 'reader-secret';

/** Where the databases of tests are. */
export const networks = networkListSchema.parse('127.0.0.0/8,[::1/128]');

/** On the server that all tests use: see `testDatabase`. */
export async function openScada(): Promise<Scada> {
  const server = await testDatabase();
  const name = `scada_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server.ownerUrl });
  await admin.connect();
  await admin.query(
    `DO $$ BEGIN CREATE ROLE ${READER} LOGIN PASSWORD '${READER_PASSWORD}';
       EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
  );
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server.ownerUrl);
  url.pathname = `/${name}`;
  const sessions: pg.Client[] = [];
  const session = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url.href });
    // Ended from outside when the database is dropped.
    client.on('error', () => undefined);
    await client.connect();
    sessions.push(client);
    return client;
  };
  const writer = await session();
  await writer.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ${READER}`);
  return {
    password: READER_PASSWORD,
    sql: async (text, values = []) => void (await writer.query(text, [...values])),
    session,
    feed: (overrides = {}) => ({
      ...feedSchema.parse({
        kind: 'postgres',
        host: url.hostname,
        port: Number(url.port),
        database: name,
        user: READER,
        pollIntervalMs: 100,
        statementTimeoutMs: 2_000,
      }),
      ...overrides,
    }),
    close: async () => {
      for (const client of sessions) await client.end().catch(() => undefined);
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
      await server.close();
    },
  };
}

/** A narrow wide-layout mapping: `id`, `at`, one number `v`, one asset. */
export function narrowMapping(overrides: Partial<Mapping> = {}): Mapping {
  return {
    ...mappingSchema.parse({
      revision: 1,
      table: 'scans',
      keyColumn: 'id',
      timeColumn: 'at',
      timeZone: 'UTC',
      source: { layout: 'wide', asset: { assetId: 'line' }, columns: [{ column: 'v', tag: 'v' }] },
    }),
    ...overrides,
  };
}
