import assert from 'node:assert/strict';
import type { OrganizationId } from '@eagle/contracts/domain';
import pg from 'pg';
import { seedEveryTable } from './every-table.fixture.js';
import { databaseUsers, privilegesOn, roleOf, sequencesOf } from './grants.js';
import { migrate, prepareDatabase } from './migrate.js';
import {
  manifests,
  passwordOf,
  preparedDatabase,
  type DatabaseFixture,
} from './prepared-database.fixture.js';
import { attempt, FORBIDDEN, PRIVILEGES, statementNeeding } from './role-attempt.js';

const users = databaseUsers(manifests);
let fixture: DatabaseFixture;
let a: OrganizationId;
let b: OrganizationId;
/** Every table there is, and those of them that belong to organizations. */
let tables: string[];
let tenantTables: string[];

beforeAll(async () => {
  fixture = await preparedDatabase();
  a = await fixture.organization();
  b = await fixture.organization();
  await seedEveryTable(fixture, a);
  await seedEveryTable(fixture, b);
  const named = async (sql: string): Promise<string[]> =>
    (await fixture.asOwner<{ table_name: string }>(sql)).map((row) => row.table_name);
  tables = await named(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  tenantTables = await named(
    `SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );
});
afterAll(() => fixture.close());

test('the role of the policies can do nothing by itself, and no user signs in with it', async () => {
  const [role] = await fixture.asOwner(
    `SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'eagle_app'`,
  );
  assert.deepEqual(role, { rolcanlogin: false, rolsuper: false, rolbypassrls: false });
  const rights = await fixture.asOwner(
    `SELECT 1 FROM information_schema.table_privileges WHERE grantee = 'eagle_app'`,
  );
  assert.deepEqual(rights, []);
});

test("every table of the declaration is there, and every table is somebody's", () => {
  const declared = new Set(users.flatMap(({ tables }) => Object.keys(tables)));
  assert.deepEqual(
    [...declared].filter((table) => !tables.includes(table)),
    [],
  );
  assert.deepEqual(
    tables.filter((table) => !declared.has(table)),
    ['_prisma_migrations'],
  );
});

for (const user of users) {
  const service = user.name;
  describe(`the role of ${service}`, () => {
    let client: pg.Client;
    beforeAll(async () => {
      client = new pg.Client({ connectionString: fixture.urlOf(service) });
      await client.connect();
    });
    afterAll(() => client.end());

    test('owns nothing, bypasses nothing and belongs to nothing but the policies', async () => {
      const role = roleOf(service);
      const [powers] = await fixture.asOwner(
        `SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = $1`,
        [role],
      );
      assert.ok(
        Object.values(powers ?? {}).every((has) => has === false),
        JSON.stringify(powers),
      );
      assert.deepEqual(
        await fixture.asOwner('SELECT 1 FROM pg_class WHERE relowner = $1::regrole', [role]),
        [],
      );
      const memberships = await fixture.asOwner(
        'SELECT roleid::regrole::text AS of, admin_option, set_option FROM pg_auth_members WHERE member = $1::regrole',
        [role],
      );
      assert.deepEqual(memberships, [{ of: 'eagle_app', admin_option: false, set_option: false }]);
    });

    test('has the rights of the declaration and no other', async () => {
      const rights = await fixture.asOwner<{ table_name: string; privilege_type: string }>(
        `SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee = $1 ORDER BY 1, 2`,
        [roleOf(service)],
      );
      const declared = Object.keys(user.tables).flatMap((table) =>
        privilegesOn(table, user).map((privilege) => `${table} ${privilege}`),
      );
      assert.deepEqual(
        rights.map((right) => `${right.table_name} ${right.privilege_type}`).sort(),
        declared.sort(),
      );
      const sequences = await fixture.asOwner<{ name: string }>(
        `SELECT sequence_name AS name FROM information_schema.sequences
          WHERE sequence_schema = 'public' AND has_sequence_privilege($1, 'public.' || sequence_name, 'USAGE, UPDATE') ORDER BY 1`,
        [roleOf(service)],
      );
      assert.deepEqual(
        sequences.map(({ name }) => name),
        sequencesOf(user).sort(),
      );
    });

    test('is refused everything else by the database, in every scope', async () => {
      for (const table of tables) {
        const [column] = await fixture.asOwner<{ name: string }>(
          `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 LIMIT 1`,
          [table],
        );
        for (const privilege of [...PRIVILEGES, 'TRUNCATE'] as const) {
          if (privilege !== 'TRUNCATE' && privilegesOn(table, user).includes(privilege)) continue;
          const sql = statementNeeding(privilege, table, column?.name ?? '');
          for (const scope of [a, null]) assert.equal(await attempt(client, scope, sql), FORBIDDEN, sql);
        }
      }
    });

    test('sees and touches rows of its organization only, whatever its rights', async () => {
      for (const table of tenantTables) {
        const rights = privilegesOn(table, user);
        if (rights.includes('SELECT')) {
          assert.equal(
            await attempt(client, a, `SELECT 1 FROM ${table} WHERE organization_id <> '${a}'`),
            0,
            table,
          );
          assert.ok(
            Number(await attempt(client, a, `SELECT 1 FROM ${table} WHERE organization_id = '${a}'`)) > 0,
            table,
          );
        }
        if (rights.includes('UPDATE') && rights.includes('SELECT')) {
          const take = `UPDATE ${table} SET organization_id = '${a}' WHERE organization_id = '${b}'`;
          assert.equal(await attempt(client, a, take), 0, take);
          const give = `UPDATE ${table} SET organization_id = '${b}' WHERE organization_id = '${a}'`;
          assert.equal(await attempt(client, a, give), FORBIDDEN, give);
        }
        if (rights.includes('DELETE')) {
          const sql = `DELETE FROM ${table} WHERE organization_id = '${b}'`;
          assert.equal(await attempt(client, a, sql), 0, sql);
        }
      }
    });

    test('cannot become another role, change tables, policies or functions, or read files', async () => {
      for (const sql of [
        'SET ROLE eagle_app',
        ...users.filter((other) => other !== user).map((other) => `SET ROLE ${roleOf(other.name)}`),
        'ALTER TABLE alerts DISABLE ROW LEVEL SECURITY',
        'DROP POLICY own_organization ON alerts',
        `CREATE OR REPLACE FUNCTION current_organization() RETURNS uuid LANGUAGE sql RETURN NULL::uuid`,
        'CREATE TABLE mine (id int)',
        `COPY (SELECT 1) TO PROGRAM 'true'`,
        `SELECT pg_read_file('postgresql.conf')`,
        `GRANT SELECT ON users TO ${roleOf(service)}`,
      ]) {
        const code = await attempt(client, a, sql);
        // A right that cannot be given on is a warning where something else was granted; nothing may have changed.
        assert.ok(code === FORBIDDEN || (sql.startsWith('GRANT') && code === 0), `${sql}: ${code}`);
      }
    });
  });
}

test('only the gateway sees people, their passwords and their sign-ins', () => {
  const people = ['users', 'sign_ins', 'sign_in_tries', 'refresh_tokens', 'invitations'];
  for (const { name, tables } of users) {
    if (name !== 'gateway')
      assert.deepEqual(
        people.filter((table) => table in tables),
        [],
        name,
      );
  }
});

test('rights that somebody gave by hand are gone with the next start', async () => {
  await fixture.asOwner(
    'GRANT ALL ON users TO eagle_training; GRANT ALL ON ALL TABLES IN SCHEMA public TO eagle_app',
  );
  await migrate({ ownerUrl: fixture.ownerUrl, manifests });
  const rights = await fixture.asOwner(
    `SELECT 1 FROM information_schema.table_privileges WHERE grantee = 'eagle_app' OR (grantee = 'eagle_training' AND table_name = 'users')`,
  );
  assert.deepEqual(rights, []);
});

test('a service that is gone has no right left and cannot sign in; it has both again when it is back', async () => {
  const rightsOfTraining = (): Promise<pg.QueryResultRow[]> =>
    fixture.asOwner(
      `SELECT 1 FROM information_schema.table_privileges WHERE grantee = 'eagle_training'
        UNION ALL SELECT 1 FROM information_schema.role_usage_grants WHERE grantee = 'eagle_training'`,
    );
  const signIn = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: fixture.urlOf('training') });
    await client.connect();
    await client.end();
  };
  const prepare = (present: typeof manifests) =>
    prepareDatabase({ adminUrl: fixture.server.url, database: 'eagle', manifests: present, passwordOf });
  const before = await rightsOfTraining();
  assert.notEqual(before.length, 0);
  const without = await prepare(manifests.filter(({ name }) => name !== 'training'));
  assert.deepEqual(await rightsOfTraining(), []);
  await assert.rejects(signIn(), { code: '28P01' });
  assert.throws(() => without.urlOf('training'), { code: 'DATABASE.NO_ROLE' });
  await prepare(manifests);
  assert.deepEqual(await rightsOfTraining(), before);
  await assert.doesNotReject(signIn());
});
