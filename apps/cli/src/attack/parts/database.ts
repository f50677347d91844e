import { readManifests } from '@eagle/local-services/manifests';
import { databaseUsers, privilegesOn, roleOf, withRole, type DatabaseUser } from '@eagle/persistence';
import { attempt, FORBIDDEN, PRIVILEGES, statementNeeding } from '@eagle/persistence/role-attempt';
import pg from 'pg';
import type { AttackContext, AttackPart } from '../attack-part.js';

/** The stolen password of one user, and the other users. */
interface Thief {
  readonly user: DatabaseUser;
  readonly others: readonly DatabaseUser[];
}

/** Every table that some service may touch, and the list of migrations. */
const tablesOf = ({ user, others }: Thief): string[] => [
  ...new Set([...[user, ...others].flatMap(({ tables }) => Object.keys(tables)), '_prisma_migrations']),
];

/**
 * An attacker who has broken into a service has its database password, and wants tables of other
 * services or rows of other organizations.
 */
export const databaseRoles: AttackPart = {
  name: 'database',
  description:
    'the password of each service: tables that are not its own, rows of another organization, more rights',
  async run(context) {
    const users = databaseUsers(await readManifests());
    for (const user of users) {
      const thief = { user, others: users.filter((other) => other !== user) };
      const client = new pg.Client({ connectionString: urlOf(context, user) });
      await client.connect();
      try {
        await foreignTables(context, client, thief);
        await foreignRows(context, client, user);
        await moreRights(context, client, thief);
      } finally {
        await client.end();
      }
      await otherRoles(context, thief);
    }
  },
};

const urlOf = ({ target }: AttackContext, { name }: DatabaseUser): string =>
  target.temporary.platform.servers.databaseUrlOf(name);

async function foreignTables(
  { target, counters }: AttackContext,
  client: pg.Client,
  thief: Thief,
): Promise<void> {
  const { user } = thief;
  for (const table of tablesOf(thief)) {
    const column = await firstColumn(client, table);
    for (const privilege of [...PRIVILEGES, 'TRUNCATE'] as const) {
      const granted: readonly string[] = privilegesOn(table, user);
      if (granted.includes(privilege)) continue;
      const sql = statementNeeding(privilege, table, column);
      for (const organization of [target.north.id, null]) {
        const gain = gainOf(sql, await attempt(client, organization, sql));
        counters.tried(`${user.name}: ${privilege} without the right`, gain);
      }
    }
  }
}

/** As the south, and without an organization: rows of the north. */
async function foreignRows(
  { target: { north, south }, counters }: AttackContext,
  client: pg.Client,
  user: DatabaseUser,
): Promise<void> {
  for (const table of Object.keys(user.tables)) {
    const privileges = privilegesOn(table, user);
    const isTenants = await hasColumn(client, table, 'organization_id');
    if (!isTenants || !privileges.includes('SELECT')) continue;
    const theirs = `organization_id = '${north.id}'`;
    const statements = [
      `SELECT 1 FROM ${table} WHERE ${theirs}`,
      ...(privileges.includes('UPDATE')
        ? [`UPDATE ${table} SET organization_id = '${south.id}' WHERE ${theirs}`]
        : []),
      ...(privileges.includes('DELETE') ? [`DELETE FROM ${table} WHERE ${theirs}`] : []),
    ];
    for (const sql of statements) {
      const answer = await attempt(client, south.id, sql);
      counters.tried(`${user.name}: rows of another organization`, answer === 0 ? null : gainOf(sql, answer));
    }
  }
}

async function moreRights(
  { target, counters }: AttackContext,
  client: pg.Client,
  { user, others }: Thief,
): Promise<void> {
  const own = roleOf(user.name);
  for (const sql of [
    ...others.map(({ name }) => `SET ROLE ${roleOf(name)}`),
    'SET ROLE eagle_app',
    'SET SESSION AUTHORIZATION eagle_admin',
    `ALTER ROLE ${own} BYPASSRLS`,
    `CREATE ROLE thief SUPERUSER`,
    'ALTER TABLE alerts DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE alerts NO FORCE ROW LEVEL SECURITY',
    'DROP POLICY own_organization ON alerts',
    'CREATE POLICY mine ON alerts USING (true)',
    'CREATE OR REPLACE FUNCTION current_organization() RETURNS uuid LANGUAGE sql RETURN NULL::uuid',
    'CREATE TABLE mine (id int)',
    'CREATE EXTENSION dblink',
    `COPY (SELECT 1) TO PROGRAM 'true'`,
    `SELECT pg_read_file('postgresql.conf')`,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'eagle_admin'`,
    'SET LOCAL session_replication_role = replica',
  ]) {
    counters.tried(`${user.name}: more rights`, gainOf(sql, await attempt(client, target.south.id, sql)));
  }
}

/** The service's password, tried with the roles of the others. */
async function otherRoles(context: AttackContext, { user, others }: Thief): Promise<void> {
  const own = urlOf(context, user);
  const password = decodeURIComponent(new URL(own).password);
  const roles = [...others.map(({ name }) => roleOf(name)), 'eagle_app', 'eagle_admin'];
  for (const role of roles) {
    for (const tried of [password, '']) {
      const client = new pg.Client({ connectionString: withRole(own, role, tried) });
      const gain = await client.connect().then(
        () => `signed in as ${role}`,
        () => null,
      );
      if (gain !== null) await client.end();
      context.counters.tried(`${user.name}: its password for another role`, gain);
    }
  }
}

/** Null where the database refused for a missing right; any other answer is reported. */
const gainOf = (sql: string, answer: string | number): string | null =>
  answer === FORBIDDEN ? null : `${sql}: ${typeof answer === 'number' ? `${answer} rows` : answer}`;

async function firstColumn(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1',
    [table],
  );
  return rows[0]?.name ?? 'id';
}

async function hasColumn(client: pg.Client, table: string, column: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2',
    [table, column],
  );
  return rowCount === 1;
}
