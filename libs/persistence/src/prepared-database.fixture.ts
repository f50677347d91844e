import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { startPostgres, type LocalServer } from '@eagle/local-services';
import { readManifests } from '@eagle/local-services/manifests';
import pg from 'pg';
import { openDatabase, prepareDatabase, withRole, type Database, type PreparedDatabase } from './index.js';

const PASSWORD = "it's: a/secret?";
export const passwordOf = (): string => PASSWORD;
/** Of all services of this project. */
export const manifests = await readManifests();

/** All rights on all tables, under the policies of row-level security: what a service would be without its grants. */
const TEST_ROLE = `
  CREATE ROLE eagle_test LOGIN PASSWORD 'test';
  GRANT eagle_app TO eagle_test;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO eagle_test;
  REVOKE ALL ON _prisma_migrations FROM eagle_test;
  REVOKE UPDATE, DELETE ON audit_log, audit_chains, audit_seals, model_steps FROM eagle_test;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO eagle_test;`;

/**
 * A separate server with one migrated database: for this library's tests (others use
 * `@eagle/testing`).
 */
export interface DatabaseFixture extends PreparedDatabase {
  readonly server: LocalServer;
  readonly testUrl: string;
  readonly database: Database;
  /** As the owner, a superuser that row-level security does not bind. */
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
    manifests,
    passwordOf,
  });
  const testUrl = withRole(prepared.ownerUrl, 'eagle_test', 'test');
  const database = openDatabase({ url: testUrl, poolMax: 8 });
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
  await asOwner(TEST_ROLE);
  return {
    ...prepared,
    testUrl,
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
