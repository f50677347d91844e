import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { OrganizationId } from '@eagle/contracts/domain';
import pg from 'pg';
import { preparedDatabase, type DatabaseFixture } from './prepared-database.fixture.js';
import { seedEveryTable } from './every-table.fixture.js';

let fixture: DatabaseFixture;
let a: OrganizationId;
let b: OrganizationId;
/** Every table that has a column organization_id, from the catalogue: a new one cannot be forgotten. */
let tenantTables: string[];
/** The database refuses every change of these, of one's own rows too. */
const APPEND_ONLY = new Set(['audit_log', 'audit_chains', 'audit_seals', 'model_steps']);

beforeAll(async () => {
  fixture = await preparedDatabase();
  a = await fixture.organization();
  b = await fixture.organization();
  await seedEveryTable(fixture, a);
  await seedEveryTable(fixture, b);
  const rows = await fixture.asOwner<{ table_name: string }>(
    `SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );
  tenantTables = rows.map((row) => row.table_name);
});

afterAll(() => fixture.close());

const count = async (organizationId: OrganizationId, sql: string, params: unknown[] = []): Promise<number> =>
  fixture.database.forOrganization(organizationId, async (tx) => (await tx.query(sql, params)).rowCount ?? 0);

test('the fixture fills every tenant table for both organizations', async () => {
  assert.ok(tenantTables.length >= 12);
  for (const table of tenantTables) {
    for (const organization of [a, b]) {
      const rows = await fixture.asOwner(`SELECT 1 FROM ${table} WHERE organization_id = $1`, [organization]);
      assert.ok(rows.length > 0, `${table} has no row: add one to the fixture`);
    }
  }
});

test('row-level security is forced on every table but the list of migrations', async () => {
  const open = await fixture.asOwner<{ relname: string }>(
    `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
     AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
  );
  assert.deepEqual(
    open.map((row) => row.relname),
    ['_prisma_migrations'],
  );
});

test('without an organization no tenant table shows a row, also on a connection used before', async () => {
  const client = new pg.Client({ connectionString: fixture.testUrl });
  await client.connect();
  try {
    for (const round of ['fresh', 'used']) {
      for (const table of [...tenantTables, 'organizations']) {
        assert.equal((await client.query(`SELECT 1 FROM ${table}`)).rowCount, 0, `${table}, ${round}`);
      }
      await client.query(`BEGIN; SELECT set_config('app.organization_id', '${a}', true); COMMIT`);
      await client.query(`BEGIN; SELECT set_config('app.scope', 'platform', true); COMMIT`);
    }
  } finally {
    await client.end();
  }
});

test('the platform scope shows rows of the tables it needs and of no others', async () => {
  const visible: string[] = [];
  for (const table of tenantTables) {
    const rows = await fixture.database.forPlatform((tx) =>
      tx.query(`SELECT 1 FROM ${table} WHERE organization_id IS NOT NULL`),
    );
    if ((rows.rowCount ?? 0) > 0) visible.push(table);
  }
  assert.deepEqual(visible, [
    'audit_chains',
    'history_deletions',
    'invitations',
    'refresh_tokens',
    'sign_ins',
    'stream_positions',
    'users',
    'visits',
  ]);
});

test('an organization sees its own rows and no others', async () => {
  for (const table of tenantTables) {
    assert.ok((await count(a, `SELECT 1 FROM ${table} WHERE organization_id = $1`, [a])) > 0, table);
    assert.equal(
      await count(a, `SELECT 1 FROM ${table} WHERE organization_id IS DISTINCT FROM $1`, [a]),
      0,
      table,
    );
  }
  assert.equal(await count(a, 'SELECT 1 FROM organizations'), 1);
});

test('an organization cannot change, take or delete rows of another', async () => {
  for (const table of tenantTables.filter((name) => !APPEND_ONLY.has(name))) {
    assert.equal(await count(a, `DELETE FROM ${table} WHERE organization_id = $1`, [b]), 0, table);
    assert.equal(
      await count(a, `UPDATE ${table} SET organization_id = $1 WHERE organization_id = $2`, [a, b]),
      0,
      table,
    );
    await assert.rejects(
      count(a, `UPDATE ${table} SET organization_id = $1 WHERE organization_id = $2`, [b, a]),
      { code: 'DATABASE.ROW_FORBIDDEN' },
      `${table}: giving a row away`,
    );
  }
  assert.equal(await count(a, `UPDATE organizations SET name = 'taken'`), 0);
  assert.equal(await count(a, `DELETE FROM organizations WHERE id = $1`, [b]), 0);
});

test('an organization cannot insert rows for another', async () => {
  for (const table of tenantTables) {
    const columns = await fixture.asOwner<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
      [table],
    );
    // The time of an audit entry is the database's.
    const own = columns.filter((column) => table !== 'audit_log' || column.column_name !== 'at');
    const names = own.map((column) => column.column_name);
    const values = names.map((name) => (name === 'organization_id' ? `'${b}'` : `t.${name}`));
    await assert.rejects(
      count(a, `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${table} t`),
      { code: 'DATABASE.ROW_FORBIDDEN' },
      table,
    );
  }
});

test('audit entries can be added and read, not changed', async () => {
  for (const table of APPEND_ONLY) {
    for (const sql of [
      `UPDATE ${table} SET organization_id = organization_id`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ]) {
      await assert.rejects(count(a, sql), { code: 'DATABASE.ROW_FORBIDDEN' }, sql);
    }
  }
});

test('audit entries are chained, also when many write at once, and a change or a gap shows', async () => {
  const add = (organization: OrganizationId, n: number) =>
    count(
      organization,
      `INSERT INTO audit_log (organization_id, action, target) VALUES ($1, 'TEST.ADDED', $2)`,
      [organization, String(n)],
    );
  await Promise.all(Array.from({ length: 40 }, (_, n) => add(n % 2 === 0 ? a : b, n)));
  const breakOf = async (organization: OrganizationId): Promise<number | null> =>
    fixture.database.forOrganization(organization, async (tx) => {
      const { rows } = await tx.query<{ at: number | null }>('SELECT audit_chain_break() AS at');
      return rows[0]?.at ?? null;
    });
  assert.deepEqual([await breakOf(a), await breakOf(b)], [null, null]);
  const [third, fourth] = await fixture.asOwner<{ id: string }>(
    'SELECT id FROM audit_log WHERE organization_id = $1 ORDER BY id OFFSET 2 LIMIT 2',
    [a],
  );
  await fixture.asOwner(`UPDATE audit_log SET target = 'somebody else' WHERE id = $1`, [third?.id]);
  assert.equal(await breakOf(a), Number(third?.id));
  await fixture.asOwner('DELETE FROM audit_log WHERE id = $1', [third?.id]);
  assert.equal(await breakOf(a), Number(fourth?.id));
  assert.equal(await breakOf(b), null);
});

test('a role that may only add audit entries adds to the chain, and cannot touch its end', async () => {
  await fixture.asOwner(`CREATE ROLE audit_writer LOGIN PASSWORD 'audit writer'`);
  await fixture.asOwner('GRANT INSERT ON audit_log TO audit_writer');
  await fixture.asOwner('CREATE POLICY writing ON audit_log FOR INSERT TO audit_writer WITH CHECK (true)');
  const url = new URL(fixture.ownerUrl);
  url.username = 'audit_writer';
  url.password = encodeURIComponent('audit writer');
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const add = `INSERT INTO audit_log (organization_id, action, target) VALUES ($1, 'TEST.WRITTEN', 'x')`;
    await client.query(add, [b]);
    const { rows } = await fixture.database.forOrganization(b, (tx) =>
      tx.query(
        'SELECT audit_chain_break() AS at, (SELECT max(id) FROM audit_log) = (SELECT last_id FROM audit_chains) AS same',
      ),
    );
    assert.deepEqual(rows, [{ at: null, same: true }]);
    for (const sql of [
      'SELECT 1 FROM audit_log',
      'SELECT 1 FROM audit_chains',
      'UPDATE audit_chains SET last_id = 1',
    ]) {
      await assert.rejects(client.query(sql), /permission denied/, sql);
    }
  } finally {
    await client.end();
  }
});

test('forty mixed transactions at once, raw and through the typed client, never see the wrong rows', async () => {
  await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const organization = index % 2 === 0 ? a : b;
      if (index % 5 === 4) {
        const users = await fixture.database.editPlatform(({ prisma }) => prisma.user.findMany());
        assert.equal(users.length, 2);
        return;
      }
      await fixture.database.forOrganization(organization, async (tx) => {
        const raw = await tx.query<{ organization_id: string }>('SELECT organization_id FROM alerts');
        assert.deepEqual(raw.rows, [{ organization_id: organization }]);
      });
      await fixture.database.editOrganization(organization, async ({ prisma }) => {
        const typed = await prisma.alert.findMany({ include: { notes: true } });
        const one = await prisma.organization.findUnique({ where: { id: organization } });
        assert.deepEqual(
          typed.map((alert) => alert.organizationId),
          [organization],
        );
        assert.equal(one?.id, organization);
      });
    }),
  );
});

test('an organization id that is none is refused before it reaches a statement', async () => {
  const forged = JSON.parse(`"${randomUUID()}', true); --"`) as OrganizationId;
  await assert.rejects(
    fixture.database.forOrganization(forged, (tx) => tx.query('SELECT 1')),
    { code: 'DATABASE.ORGANIZATION_INVALID' },
  );
});
