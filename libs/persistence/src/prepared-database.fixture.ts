import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { organizationIdSchema, type OrganizationId } from '@eagle/contracts';
import { startPostgres, type LocalServer } from '@eagle/local-services';
import pg from 'pg';
import { openDatabase, prepareDatabase, type Database, type PreparedDatabase } from './index.js';

/** A server of its own with one migrated database: for this library's tests (others use `@eagle/testing`). */
export interface DatabaseFixture extends PreparedDatabase {
  readonly server: LocalServer;
  readonly database: Database;
  /** As the owner, whom row-level security does not bind (a superuser). */
  asOwner<Row extends pg.QueryResultRow>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** A new organization. */
  organization(): Promise<OrganizationId>;
  close(): Promise<void>;
}

export async function preparedDatabase(): Promise<DatabaseFixture> {
  const folder = await mkdtemp(path.join(tmpdir(), 'eagle-persistence-'));
  const server = await startPostgres({
    dataDir: path.join(folder, 'data'),
    user: 'owner',
    password: 'owner',
    durable: false,
    settings: { shared_buffers: '24MB' },
  });
  const prepared = await prepareDatabase({
    adminUrl: server.url,
    database: 'eagle',
    appPassword: "it's: a/secret?",
  });
  const database = openDatabase({ url: prepared.appUrl, poolMax: 8 });
  const asOwner = async <Row extends pg.QueryResultRow>(
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: prepared.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...params])).rows;
    } finally {
      await client.end();
    }
  };
  return {
    ...prepared,
    server,
    database,
    asOwner,
    organization: async () => {
      const id = organizationIdSchema.parse(randomUUID());
      await asOwner('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
        id,
        id,
        'An organization',
      ]);
      return id;
    },
    close: async () => {
      await database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
