import type pg from 'pg';
import { DATABASE_SERVICES, roleOf, type DatabaseService } from './grants.js';

/** Any number, the same for all: roles belong to the whole server, and databases that are prepared at once must not change them together. */
const ROLE_LOCK = 7_203_115;
const NO_POWERS = 'NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION';

/** One password for the role of each service. */
export type DatabasePasswords = Readonly<Record<DatabaseService, string>>;

/**
 * Makes the roles where they are missing: `eagle_app`, which carries the policies and is nobody, and one for each service, a member of it.
 * @param passwords  Null: those that are there keep theirs, and new ones get none.
 */
export async function ensureRoles(client: pg.Client, passwords: DatabasePasswords | null): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [ROLE_LOCK]);
    await ensureRole(client, 'eagle_app', `NOLOGIN ${NO_POWERS}`);
    // All services signed in with it once; its old password opens nothing any more.
    await client.query('ALTER ROLE eagle_app NOLOGIN PASSWORD NULL');
    for (const service of DATABASE_SERVICES) {
      const role = roleOf(service);
      await ensureRole(client, role, `LOGIN ${NO_POWERS}`);
      await client.query(`GRANT eagle_app TO ${role} WITH INHERIT TRUE, SET FALSE`);
      if (passwords === null) continue;
      await client.query(
        `ALTER ROLE ${role} LOGIN ${NO_POWERS} PASSWORD ${client.escapeLiteral(passwords[service])}`,
      );
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function ensureRole(client: pg.Client, role: string, rights: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${role} ${rights}`);
}
