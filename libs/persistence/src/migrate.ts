import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, type ServiceManifest, type ServiceName } from '@eagle/contracts/domain';
import pg from 'pg';
import { databaseError } from './database-error.js';
import { databaseUsers, grantStatements, roleOf, type DatabaseUser } from './grants.js';
import { ensureRoles, type PasswordOf } from './roles.js';

/** Any fixed number: a migration holds this lock, so that two starts at once do not collide. */
const MIGRATION_LOCK = 7_203_114;

export interface MigrateOptions {
  /** Address with the role that owns the tables (never the one that the services use). */
  readonly ownerUrl: string;
  /** Of the services that there are: their tables become the rights of their roles. */
  readonly manifests: readonly ServiceManifest[];
  /** Folder of the migrations; default `prisma/migrations` of this repository. */
  readonly migrationsDir?: string;
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Applies the migrations that the database lacks, in order of their names, each in a separate
 * transaction, and records them in `_prisma_migrations` as the Prisma CLI does. Repeating it
 * changes nothing; running it twice at once is safe.
 * @returns names of the migrations applied now.
 * @throws AppError DATABASE.MIGRATION_CHANGED when an applied migration's file differs, DATABASE.MIGRATION_FAILED, DATABASE.UNAVAILABLE.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.migrationsDir ?? defaultMigrationsDir());
  const users = databaseUsers(options.manifests);
  return withClient(options.ownerUrl, async (client) => {
    await ensureRoles(client, users, null);
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const applied = await applyMissing(client, migrations);
      await grant(client, users);
      return applied;
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  });
}

export interface PrepareDatabaseOptions {
  /** Address of the server with a role that may create databases and roles. */
  readonly adminUrl: string;
  /** Default `eagle`. */
  readonly database?: string;
  /** Of the services that there are: those with tables get a role. */
  readonly manifests: readonly ServiceManifest[];
  /** Passwords that the roles get. */
  readonly passwordOf: PasswordOf;
}

/** Addresses of the database: for its owner (migrations only) and for each service with its own role. */
export interface PreparedDatabase {
  readonly ownerUrl: string;
  readonly urlOf: UrlOf;
  readonly applied: readonly string[];
}

/**
 * The address of the database with the role of a service.
 * @throws AppError `DATABASE.NO_ROLE` (bug) for a service without tables in its manifest.
 */
export type UrlOf = (service: ServiceName) => string;

/** Creates the database where it is missing, migrates it, and gives each service's role its rights and its password. Doing it again changes nothing. */
export async function prepareDatabase(options: PrepareDatabaseOptions): Promise<PreparedDatabase> {
  const { manifests, passwordOf, database = 'eagle' } = options;
  const users = databaseUsers(manifests);
  await withClient(options.adminUrl, async (client) => {
    await ensureRoles(client, users, passwordOf);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await createDatabase(client, database);
  });
  const ownerUrl = withDatabase(options.adminUrl, database);
  const applied = await migrate({ ownerUrl, manifests });
  return { ownerUrl, urlOf: urlsOf(ownerUrl, users, passwordOf), applied };
}

/** The same address with the role of each user. */
export function urlsOf(ownerUrl: string, users: readonly DatabaseUser[], passwordOf: PasswordOf): UrlOf {
  return (service) => {
    if (users.some(({ name }) => name === service))
      return withRole(ownerUrl, roleOf(service), passwordOf(service));
    throw new AppError(
      'DATABASE.NO_ROLE',
      `${service} has no role in the database: say in apps/${service}/src/service.ts which tables it needs.`,
    );
  };
}

/** The same server and database with another role. */
export function withRole(url: string, role: string, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = encodeURIComponent(password);
  return changed.href;
}

/** The same server and role, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

async function createDatabase(client: pg.Client, database: string): Promise<void> {
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } catch (error) {
    // Another start was faster.
    if (!(error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505')))
      throw error;
  }
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  // The table as the Prisma CLI makes it, so that its `migrate status` and `migrate deploy` understand this database.
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  varchar(36) PRIMARY KEY NOT NULL,
    checksum            varchar(64) NOT NULL,
    finished_at         timestamptz,
    migration_name      varchar(255) NOT NULL,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`);
  const rows = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Map(rows.rows.map((row) => [row.migration_name, row.checksum]));
  const names: string[] = [];
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum === undefined) {
      await apply(client, migration);
      names.push(migration.name);
    } else if (checksum !== migration.checksum) {
      throw new AppError(
        'DATABASE.MIGRATION_CHANGED',
        `Migration ${migration.name} was changed after it was applied: restore it and add a new one.`,
      );
    }
  }
  return names;
}

/** Rights are not part of any migration: they follow the manifests, also where an earlier migration gave others. */
async function grant(client: pg.Client, users: readonly DatabaseUser[]): Promise<void> {
  await client.query(['BEGIN', ...grantStatements(users), 'COMMIT'].join(';\n'));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'DATABASE.MIGRATION_FAILED',
      `Migration ${migration.name} failed and was undone: ${reason}`,
      {},
      { cause },
    );
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** `prisma/migrations` of this repository. */
export function defaultMigrationsDir(): string {
  return fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw databaseError(error);
  } finally {
    await client.end();
  }
}
