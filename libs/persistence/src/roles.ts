import type { ServiceName } from '@eagle/contracts/domain';
import type pg from 'pg';
import { namesWithoutRole, roleOf, type DatabaseUser } from './grants.js';

/** Any number, the same for all: roles belong to the whole server, and databases that are prepared at once must not change them together. */
const ROLE_LOCK = 7_203_115;
const NO_POWERS = 'NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION';

/** The password that each user of the database signs in with. */
export type PasswordOf = (service: ServiceName) => string;

/**
 * Creates missing roles: `eagle_app`, which carries the policies and cannot sign in, and one member
 * role for each user. The role of a removed service can no longer sign in.
 * @param passwordOf  Null: those that are there keep theirs, and new ones get none.
 */
export async function ensureRoles(
  client: pg.Client,
  users: readonly DatabaseUser[],
  passwordOf: PasswordOf | null,
): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [ROLE_LOCK]);
    await ensureRole(client, 'eagle_app', `NOLOGIN ${NO_POWERS}`);
    // All services signed in with it once; its old password opens nothing any more.
    await client.query('ALTER ROLE eagle_app NOLOGIN PASSWORD NULL');
    for (const { name } of users) {
      const role = roleOf(name);
      await ensureRole(client, role, `LOGIN ${NO_POWERS}`);
      await client.query(`GRANT eagle_app TO ${role} WITH INHERIT TRUE, SET FALSE`);
      if (passwordOf === null) continue;
      await client.query(
        `ALTER ROLE ${role} LOGIN ${NO_POWERS} PASSWORD ${client.escapeLiteral(passwordOf(name))}`,
      );
    }
    for (const role of namesWithoutRole(users).map(roleOf)) {
      if (await isThere(client, role)) await client.query(`ALTER ROLE ${role} NOLOGIN PASSWORD NULL`);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function ensureRole(client: pg.Client, role: string, rights: string): Promise<void> {
  if (!(await isThere(client, role))) await client.query(`CREATE ROLE ${role} ${rights}`);
}

async function isThere(client: pg.Client, role: string): Promise<boolean> {
  return (await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])).rowCount === 1;
}
