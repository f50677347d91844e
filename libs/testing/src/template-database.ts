import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { readManifests } from '@eagle/local-services/manifests';
import {
  databaseUsers,
  defaultMigrationsDir,
  grantStatements,
  prepareDatabase,
  urlsOf,
  withDatabase,
  withRole,
  type UrlOf,
} from '@eagle/persistence';
import pg from 'pg';

/** All databases of a server share the roles, so all of them share their passwords. */
const PASSWORD = 'eagle-test';
const passwordOf = (): string => PASSWORD;
/** For preparing and looking: bound by row-level security as the services are, with all rights on all tables. No platform has it. */
const TEST_ROLE = 'eagle_test';
const TEMPLATE_LOCK = 7_203_116;

/** Addresses of one test database. */
export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly testUrl: string;
  /** With the role of a service. */
  readonly urlOf: UrlOf;
}

/** Creates a database as a copy of the migrated template (made at the first call on a server). */
export async function databaseFromTemplate(adminUrl: string, name: string): Promise<DatabaseUrls> {
  const template = await ensureTemplate(adminUrl);
  await asAdmin(adminUrl, (client) => client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`));
  const ownerUrl = withDatabase(adminUrl, name);
  const testUrl = withRole(ownerUrl, TEST_ROLE, PASSWORD);
  const users = databaseUsers(await readManifests());
  return { ownerUrl, testUrl, urlOf: urlsOf(ownerUrl, users, passwordOf) };
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
}

/** A template appears under its name only when it is whole; test files that come at once wait for the first. */
export async function ensureTemplate(adminUrl: string): Promise<string> {
  const template = `eagle_template_${await schemaDigest()}`;
  await asAdmin(adminUrl, async (client) => {
    const found = async (): Promise<boolean> =>
      (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])).rowCount === 1;
    if (await found()) return;
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    if (await found()) return;
    const draft = `${template}_${randomBytes(4).toString('hex')}`;
    const { ownerUrl } = await prepareDatabase({
      adminUrl,
      database: draft,
      manifests: await readManifests(),
      passwordOf,
    });
    await asAdmin(ownerUrl, makeTestRole);
    await client.query(`ALTER DATABASE "${draft}" RENAME TO "${template}"`);
    // The lock ends with the connection.
  });
  return template;
}

async function makeTestRole(client: pg.Client): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [TEST_ROLE]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${TEST_ROLE} LOGIN PASSWORD '${PASSWORD}'`);
  await client.query(`GRANT eagle_app TO ${TEST_ROLE}`);
  await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${TEST_ROLE}`);
  await client.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${TEST_ROLE}`);
}

let digest: Promise<string> | null = null;

/** Changes with every change of a migration or of the services' rights, so that an old template is never used. */
export function schemaDigest(): Promise<string> {
  digest ??= digestOf(defaultMigrationsDir());
  return digest;
}

async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256').update(grantStatements(databaseUsers(await readManifests())).join());
  const entries = await readdir(folder, { recursive: true });
  for (const entry of entries.filter((name) => name.endsWith('.sql')).sort()) {
    hash.update(entry).update(await readFile(path.join(folder, entry)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function asAdmin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
