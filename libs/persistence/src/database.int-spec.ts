import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { openDatabase, type Database, type Transaction } from './index.js';
import { preparedDatabase, type DatabaseFixture } from './prepared-database.fixture.js';

let fixture: DatabaseFixture;
let database: Database;
let organization: OrganizationId;

beforeAll(async () => {
  fixture = await preparedDatabase();
  database = fixture.database;
  organization = await fixture.organization();
});
afterAll(() => fixture.close());

const recordFailure = (tx: Transaction, asset: string, id: string = organization): Promise<unknown> =>
  tx.query(
    `INSERT INTO failure_records (organization_id, asset_id, component, at, source) VALUES ($1, $2, 'fan', '2026-01-01', 'test')`,
    [id, asset],
  );
const assets = (): Promise<string[]> =>
  database.forOrganization(organization, async (tx) => {
    const { rows } = await tx.query<{ asset_id: string }>('SELECT asset_id FROM failure_records ORDER BY 1');
    return rows.map((row) => row.asset_id);
  });
const writes = async (...expected: string[]): Promise<void> => {
  assert.deepEqual(await assets(), expected);
  await database.forOrganization(organization, (tx) => tx.query('DELETE FROM failure_records'));
};

test('what was written is there when the work resolves and gone when it throws', async () => {
  await database.forOrganization(organization, (tx) => recordFailure(tx, 'kept'));
  await assert.rejects(
    database.forOrganization(organization, async (tx) => {
      await recordFailure(tx, 'undone');
      throw new RangeError('changed its mind');
    }),
    RangeError,
  );
  await writes('kept');
});

test('a swallowed statement error cannot pass for success', async () => {
  const swallowing = database.forOrganization(organization, async (tx) => {
    await recordFailure(tx, 'lost');
    await tx.query('SELECT 1 / 0').catch(() => undefined);
  });
  await assert.rejects(swallowing, { code: 'DATABASE.ROLLED_BACK' });
  await writes();
});

test('errors carry their code and kind', async () => {
  const cases: readonly (readonly [string, Partial<AppError>, string?])[] = [
    ['duplicate', { code: 'DATABASE.DUPLICATE', kind: 'conflict', retryable: false }],
    ['foreign', { code: 'DATABASE.ROW_FORBIDDEN', kind: 'forbidden' }, randomUUID()],
    ['not-a-uuid', { code: 'DATABASE.VALUE_REFUSED', kind: 'invalid' }, 'not-a-uuid'],
  ];
  for (const [name, expected, id] of cases) {
    const twice = database.forOrganization(organization, async (tx) => {
      await recordFailure(tx, name, id);
      await recordFailure(tx, name, id);
    });
    await assert.rejects(twice, expected, name);
  }
  const nowhere = organizationIdSchema.parse(randomUUID());
  const missing = database.forOrganization(nowhere, (tx) =>
    tx.query(
      `INSERT INTO users (id, organization_id, email, name, role, password_hash) VALUES ($1, $1, 'a@example.org', 'A', 'ADMIN', 'x')`,
      [nowhere],
    ),
  );
  await assert.rejects(missing, { code: 'DATABASE.REFERENCE_MISSING', kind: 'conflict' });
  await assert.rejects(
    database.forPlatform((tx) => tx.query('SELECT nothing')),
    { code: 'DATABASE.FAILED', kind: 'bug' },
  );
  await writes();
});

test('a transaction of the platform becomes one of an organization, and never the platform’s again', async () => {
  const user = `INSERT INTO users (id, organization_id, email, name, role, password_hash) VALUES ($1, $2, $3, 'A', 'ADMIN', 'x')`;
  const person = (of: string) => [randomUUID(), of, `${randomUUID()}@example.org`];
  await assert.rejects(
    database.forPlatform((tx) => tx.query(user, person(organization))),
    { code: 'DATABASE.ROW_FORBIDDEN' },
    'the platform edits nobody of an organization',
  );
  await database.forPlatform(async (platform) => {
    const tx = await platform.narrowTo(organization);
    assert.equal(tx.organizationId, organization);
    await tx.query(user, person(organization));
    await assert.rejects(platform.query('SELECT 1'), { code: 'DATABASE.TRANSACTION_OVER' });
    const { rows } = await tx.query('SELECT DISTINCT organization_id FROM users');
    assert.deepEqual(rows, [{ organization_id: organization }]);
  });
});

test('a transaction cannot be used after its end', async () => {
  const kept = await database.forOrganization(organization, async (tx) => [tx]);
  await assert.rejects(kept[0]?.query('SELECT 1') ?? assert.fail(), { code: 'DATABASE.TRANSACTION_OVER' });
});

test.each<readonly [kind: string, run: (within: Database) => Promise<unknown>]>([
  ['a transaction', (within) => within.forPlatform((tx) => tx.query('SELECT pg_sleep(10)'))],
  ['an edit', (within) => within.editPlatform((tx) => tx.query('SELECT pg_sleep(10)'))],
])('a slow statement of %s is cut off and its connection serves again', async (_, run) => {
  const hasty = openDatabase({ url: fixture.testUrl, poolMax: 1, statementMsMax: 100 });
  try {
    const late = { code: 'DATABASE.STATEMENT_TIMEOUT', kind: 'timeout', retryable: true };
    await assert.rejects(run(hasty), late);
    await hasty.ping();
    assert.equal(hasty.load.open, 1);
  } finally {
    await hasty.close();
  }
});

test('who finds every connection taken is refused after a while, and at once when too many wait', async () => {
  const small = openDatabase({ url: fixture.testUrl, poolMax: 1, waitingMax: 1, connectMsMax: 100 });
  let release: () => void = () => undefined;
  const blocked = new Promise<void>((resolve) => (release = resolve));
  try {
    let holding: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (holding = resolve));
    const holder = small.forPlatform(() => {
      holding();
      return blocked;
    });
    await held;
    const busy = { code: 'DATABASE.BUSY', kind: 'exhausted', retryable: true };
    const waiting = assert.rejects(small.ping(), busy);
    await assert.rejects(small.ping(), busy);
    await waiting;
    release();
    await holder;
    await small.ping();
  } finally {
    release();
    await small.close();
  }
});

test('a killed server is reported as unavailable, loses nothing committed and is used again once it is back', async () => {
  await database.forOrganization(organization, (tx) => recordFailure(tx, 'survives'));
  const unavailable = { code: 'DATABASE.UNAVAILABLE', kind: 'unavailable', retryable: true };
  const interrupted = assert.rejects(
    database.forOrganization(organization, (tx) => tx.query('SELECT pg_sleep(10)')),
    unavailable,
  );
  await eventuallyRunning('pg_sleep');
  const ended = fixture.server.exited;
  process.kill(fixture.server.pid, 'SIGKILL');
  await ended;
  await interrupted;
  await assert.rejects(database.ping(), unavailable);
  await fixture.server.restart();
  await database.ping();
  await writes('survives');
});

async function eventuallyRunning(text: string): Promise<void> {
  const end = performance.now() + 5_000;
  for (;;) {
    const rows = await fixture.asOwner(
      `SELECT 1 FROM pg_stat_activity WHERE usename = 'eagle_test' AND state = 'active' AND query LIKE '%' || $1 || '%'`,
      [text],
    );
    if (rows.length > 0) return;
    assert.ok(performance.now() < end, `no statement with ${text} runs`);
    await delay(20);
  }
}
