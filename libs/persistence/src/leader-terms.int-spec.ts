import assert from 'node:assert/strict';
import type { OrganizationId } from '@eagle/contracts/domain';
import { openDatabase, type Database } from './database.js';
import { LeaderTerms, TermDatabase } from './leader-terms.js';
import { preparedDatabase, type DatabaseFixture } from './prepared-database.fixture.js';

let fixture: DatabaseFixture;
let training: Database;
let organizationId: OrganizationId;
beforeAll(async () => {
  fixture = await preparedDatabase();
  training = openDatabase({ url: fixture.urlOf('training'), poolMax: 4 });
  organizationId = await fixture.organization();
});
afterAll(async () => {
  await training.close();
  await fixture.close();
});

/** A term that notes whether it was ended. */
function termOf(fencingToken: number) {
  const term = { fencingToken, isOver: false, end: () => void (term.isOver = true) };
  return term;
}
const observed = (database: TermDatabase, asset: string) =>
  database.forOrganization(organizationId, (tx) =>
    tx.query(
      `INSERT INTO observed_failures (organization_id, asset_id, component, at) VALUES ($1, $2, 'fan', now())`,
      [organizationId, asset],
    ),
  );
const rowsOf = (asset: string) =>
  fixture.asOwner('SELECT 1 FROM observed_failures WHERE asset_id = $1', [asset]);

describe('a term', () => {
  test('has a higher number than all before, also of two that begin at once', async () => {
    const terms = new LeaderTerms(training, 'training');
    const first = await terms.next();
    const both = await Promise.all([terms.next(), terms.next()]);
    assert.deepEqual(
      both.toSorted((a, b) => a - b),
      [first + 1, first + 2],
    );
  });

  test('writes until a newer one begins; then its transactions are refused as a whole, and it is over', async () => {
    const terms = new LeaderTerms(training, 'training');
    const former = termOf(await terms.next());
    const database = new TermDatabase(training, 'training', former);
    await observed(database, 'before');
    const newer = termOf(await terms.next());
    await assert.rejects(observed(database, 'after'), { code: 'LEADER.FENCED', kind: 'conflict' });
    assert.ok(former.isOver && !newer.isOver);
    await observed(new TermDatabase(training, 'training', newer), 'newer');
    const counts = await Promise.all(['before', 'after', 'newer'].map(rowsOf));
    assert.deepEqual(
      counts.map(({ length }) => length),
      [1, 0, 1],
    );
  });

  test('does not begin in the middle of a transaction of the one before', async () => {
    const terms = new LeaderTerms(training, 'training');
    const database = new TermDatabase(training, 'training', termOf(await terms.next()));
    const order: string[] = [];
    const { promise: isOpen, resolve: opened } = Promise.withResolvers<void>();
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const writing = database.forOrganization(organizationId, async () => {
      opened();
      await mayEnd;
      order.push('committed');
    });
    await isOpen;
    const next = terms.next().then(() => order.push('began'));
    // The next one waits for its lock.
    for (let waits = 0; waits === 0;) {
      waits = (await fixture.asOwner(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`)).length;
    }
    end();
    await Promise.all([writing, next]);
    assert.deepEqual(order, ['committed', 'began']);
  });

  test('begins soon after a leader was frozen in the middle of a transaction, which is undone', async () => {
    const terms = new LeaderTerms(training, 'training');
    const frozen = new TermDatabase(training, 'training', termOf(await terms.next()));
    const { promise: thawed, resolve: thaw } = Promise.withResolvers<void>();
    const { promise: isOpen, resolve: opened } = Promise.withResolvers<void>();
    const writing = frozen.forOrganization(organizationId, async (tx) => {
      await tx.query(
        `INSERT INTO observed_failures (organization_id, asset_id, component, at) VALUES ($1, 'frozen', 'fan', now())`,
        [organizationId],
      );
      opened();
      await thawed;
    });
    writing.catch(() => undefined); // It is looked at below.
    await isOpen;
    const beganMs = performance.now();
    await terms.next();
    assert.ok(performance.now() - beganMs < 4_500, `${performance.now() - beganMs} ms`);
    thaw();
    await assert.rejects(writing);
    assert.equal((await rowsOf('frozen')).length, 0);
  });

  test('is its own service’s: another one neither sees nor ends it', async () => {
    const terms = new LeaderTerms(training, 'training');
    const last = await terms.next();
    const modelCache = openDatabase({ url: fixture.urlOf('model-cache'), poolMax: 1 });
    try {
      await modelCache.forPlatform(async (tx) => {
        const seen = await tx.query(`SELECT 1 FROM leader_terms WHERE service = 'training'`);
        assert.equal(seen.rowCount, 0);
      });
      await assert.rejects(new LeaderTerms(modelCache, 'training').next(), {
        code: 'DATABASE.ROW_FORBIDDEN',
      });
    } finally {
      await modelCache.close();
    }
    assert.equal(await terms.next(), last + 1);
  });
});
