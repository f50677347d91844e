import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultMigrationsDir, migrate, openDatabase, prepareDatabase, withDatabase } from './index.js';
import {
  manifests,
  passwordOf,
  preparedDatabase,
  type DatabaseFixture,
} from './prepared-database.fixture.js';

let fixture: DatabaseFixture;
let folder: string;

beforeAll(async () => {
  fixture = await preparedDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'eagle-migrations-'));
  await cp(defaultMigrationsDir(), folder, { recursive: true });
});
afterAll(async () => {
  await fixture.close();
  await rm(folder, { recursive: true, force: true });
});

const add = async (name: string, sql: string): Promise<void> => {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
};
const migrateHere = (): Promise<string[]> =>
  migrate({ ownerUrl: fixture.ownerUrl, manifests, migrationsDir: folder });

test('migrating again applies nothing, and the list is that of the Prisma CLI', async () => {
  assert.ok(fixture.applied.length > 0);
  assert.deepEqual(await migrate({ ownerUrl: fixture.ownerUrl, manifests }), []);
  const rows = await fixture.asOwner<{
    migration_name: string;
    applied_steps_count: number;
    checksum: string;
  }>('SELECT migration_name, applied_steps_count, checksum FROM _prisma_migrations ORDER BY 1');
  assert.deepEqual(
    rows.map((row) => row.migration_name),
    fixture.applied,
  );
  assert.ok(rows.every((row) => row.applied_steps_count === 1 && /^[0-9a-f]{64}$/.test(row.checksum)));
});

test('several starts at once prepare one database, each migration once', async () => {
  const options = { adminUrl: fixture.server.url, database: 'at once', manifests, passwordOf };
  const prepared = await Promise.all([1, 2, 3].map(() => prepareDatabase(options)));
  assert.deepEqual(prepared.flatMap((each) => each.applied).sort(), fixture.applied);
  const database = openDatabase({ url: prepared[0]?.urlOf('gateway') ?? '', poolMax: 1 });
  await database.ping();
  await database.close();
});

test('a failing migration is undone whole, named, and can be repaired', async () => {
  await add('29990101000000_extra', 'CREATE TABLE extra (id int); SELECT 1 / 0;');
  await assert.rejects(migrateHere(), {
    code: 'DATABASE.MIGRATION_FAILED',
    message: /29990101000000_extra.*division/,
  });
  assert.deepEqual(await fixture.asOwner(`SELECT 1 FROM pg_class WHERE relname = 'extra'`), []);
  await add('29990101000000_extra', 'CREATE TABLE extra (id int);');
  assert.deepEqual(await migrateHere(), ['29990101000000_extra']);
});

test('a migration that was changed after it was applied is refused', async () => {
  await add('29990102000000_more', 'CREATE TABLE more (id int);');
  await migrateHere();
  await add('29990102000000_more', 'CREATE TABLE more (id bigint);');
  await assert.rejects(migrateHere(), { code: 'DATABASE.MIGRATION_CHANGED' });
});

test('a server that cannot be reached is unavailable', async () => {
  const nowhere = 'postgresql://nobody:x@127.0.0.1:1/postgres';
  await assert.rejects(migrate({ ownerUrl: nowhere, manifests }), {
    code: 'DATABASE.UNAVAILABLE',
    retryable: true,
  });
  await assert.rejects(migrate({ ownerUrl: withDatabase(fixture.ownerUrl, 'missing'), manifests }), {
    kind: 'bug',
  });
});
