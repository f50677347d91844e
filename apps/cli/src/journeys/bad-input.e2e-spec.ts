import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { ROUTES, type QuarantinedRow } from '@eagle/contracts/rest';
import { GatewayClient } from '../gateway/gateway-client.js';
import { ensurePeople } from '../gateway/organization-setup.js';
import { ModelBench } from './bad-input-models.fixture.js';
import { Neighbour } from './bad-input-neighbour.fixture.js';
import { SpoiltSource, type WatchedOrganization } from './bad-input-source.fixture.js';
import { RunningEagle, waitFor, slowdown } from './running-eagle.fixture.js';

const START_DEADLINE_MS = 120_000;
/** Well below the statement timeout of the source that hangs. */
const STOP_DEADLINE_MS = 15_000;
const KEYED = 'id bigserial PRIMARY KEY, at timestamptz, temp float8, flow float8';
const AS_TEXT = 'id bigserial PRIMARY KEY, at text, temp text, flow text';
const REJECTED = 'eagle_feed_rejected_total';
const FAILED = 'eagle_feed_failures_total';
const PASSWORD = 'a password for this journey';

let eagle: RunningEagle;
let source: SpoiltSource;
let neighbour: Neighbour;
let models: ModelBench;
const watched: WatchedOrganization[] = [];

const organization: SpoiltSource['organization'] = async (...given) => {
  const made = await source.organization(...given);
  watched.push(made);
  return made;
};

/** The organization's quarantine, newest first, as its admin or a super-admin reads it. */
async function quarantine(
  id: string,
  reader: GatewayClient = source.superAdmin,
): Promise<readonly QuarantinedRow[]> {
  return (
    await reader.ask(ROUTES.feeds.quarantine, { params: { organizationId: id }, query: { limit: 200 } })
  ).items;
}

beforeAll(async () => {
  eagle = RunningEagle.start(['--plants', 'none', '--log-level', 'warn']);
  const run = await eagle.ready(START_DEADLINE_MS);
  source = await SpoiltSource.make(eagle, run);
  models = await ModelBench.open(eagle, run.natsUrl);
  neighbour = await Neighbour.start(source);
  await models.register(models.bundle(neighbour.organization, '1.0.0'));
  await neighbour.organization.saidOfModel('the model is live', ({ state }) => state === 'live');
});
afterAll(async () => {
  for (const one of watched) one.close();
  await neighbour?.stop();
  await models?.close();
  await source?.close();
  await eagle?.close();
});

describe('a source that cannot be read', () => {
  afterEach(() => neighbour.assertUndisturbed());

  test('names the missing columns, and continues once they are there', async () => {
    const one = await organization(
      'missing_column',
      'id bigserial PRIMARY KEY, at timestamptz, temperature float8, flow float8',
    );
    await source.sql(`INSERT INTO missing_column (at, temperature, flow) VALUES (now(), 1, 1)`);
    const { state, reason } = await one.saidOfFeed(
      'a column is missing',
      ({ problem }) => problem === 'column-missing',
    );
    assert.equal(state, 'down');
    assert.match(reason, /no column "temp".*correct the mapping/);
    assert.ok((await one.counted(FAILED, { reason: 'column-missing' })) > 0);
    await source.sql(`ALTER TABLE missing_column RENAME COLUMN temperature TO temp`);
    await one.works();
    await one.read(1);
    await source.sql(`ALTER TABLE missing_column DROP COLUMN flow`);
    await one.saidOfFeed('the dropped one', (feed) => /no column "flow"/.test(feed.reason));
  });

  test('reports that its table vanished, and reads every row once when it is back', async () => {
    const one = await organization('vanishing', KEYED);
    await source.sql(`INSERT INTO vanishing (at, temp) SELECT now(), g FROM generate_series(1, 3) g`);
    await one.read(3);
    await source.sql(`ALTER TABLE vanishing RENAME TO hidden`);
    await source.sql(`INSERT INTO hidden (at, temp) VALUES (now(), 4)`);
    const gone = await one.saidOfFeed('it is gone', ({ problem }) => problem === 'table-missing');
    assert.match(gone.reason, /"vanishing" does not exist.*create it or correct the mapping/);
    await source.sql(`ALTER TABLE hidden RENAME TO vanishing`);
    await one.read(4);
    await source.sql(`DROP TABLE vanishing`);
    await waitFor('it is said to be gone again', 10_000, async () => {
      return (await one.counted(FAILED, { reason: 'table-missing' })) >= 2;
    });
    await source.sql(`CREATE TABLE vanishing (${KEYED})`);
    await source.sql(`INSERT INTO vanishing (at, temp) SELECT now(), g FROM generate_series(5, 6) g`);
    await one.saidOfFeed('it was made anew', (feed) => /recreated/.test(feed.reason));
    await one.read(6);
  });

  test('reports that it hangs, and continues when it answers again', async () => {
    const one = await organization('hanging', KEYED);
    await one.works();
    const locker = await source.session();
    await locker.query('BEGIN; LOCK TABLE hanging');
    const { reason } = await one.saidOfFeed(
      'it hangs',
      ({ problem, state }) => problem === 'statement-timeout' && state === 'down',
    );
    assert.match(reason, /longer than the feed's statement timeout.*busy or locked/);
    assert.ok((await one.counted(FAILED, { reason: 'statement-timeout' })) > 0);
    await locker.query(`INSERT INTO hanging (at, temp) VALUES (now(), 1); COMMIT`);
    await one.works();
    await one.read(1);
  });

  test('is tried with a wrong password ever more rarely, and read once the password is corrected over REST', async () => {
    const one = await organization('wrong_password', KEYED, { feed: { password: 'not the password' } });
    await source.sql(`INSERT INTO wrong_password (at, temp) VALUES (now(), 1)`);
    const { reason } = await one.saidOfFeed(
      'the password is wrong',
      ({ problem }) => problem === 'wrong-credentials',
    );
    assert.match(reason, /refuses user "bad_input_reader": check user name and password/);
    assert.ok(!reason.includes('not the password'));
    const test = await source.superAdmin.ask(ROUTES.feeds.test, {
      params: { organizationId: one.id },
      body: {},
    });
    assert.deepEqual([test.ok, test.problem, test.reason], [false, 'wrong-credentials', reason]);
    const tries = (): Promise<number> => one.counted(FAILED, { reason: 'wrong-credentials' });
    const startedAt = performance.now();
    await waitFor('five tries', 30_000, async () => (await tries()) >= 5);
    assert.ok(performance.now() - startedAt > 1_000, 'tries are spread out');
    await source.configure(one.id, source.config('wrong_password'));
    await one.works();
    await one.read(1);
  });
});

describe('rows that cannot be used', () => {
  afterEach(() => neighbour.assertUndisturbed());

  test('text where a number is expected: the value is left out and the row used; a row of text only is set aside', async () => {
    const one = await organization('texts', AS_TEXT);
    await source.sql(
      `INSERT INTO texts (at, temp, flow) VALUES (now(), '1', '1'), (now(), 'warm', '2'), (now(), 'warm', 'much')`,
    );
    await one.read(2);
    const { rejected } = await one.saidOfFeed(
      'which column holds what',
      ({ state, reason }) => state === 'degraded' && /No mapped column/.test(reason),
    );
    assert.deepEqual(rejected, { 'value-not-a-number': 3, 'all-values-missing': 1 });
    assert.equal(await one.counted(REJECTED, { reason: 'value-not-a-number' }), 3);
    const [row] = await quarantine(one.id);
    assert.equal(row?.reason, 'all-values-missing');
    assert.deepEqual([row?.cells['temp'], row?.cells['flow']], ['warm', 'much']);
    await source.sql(`INSERT INTO texts (at, temp, flow) VALUES (now(), '12,5', '3')`);
    await one.saidOfFeed('an example of the value', ({ reason }) =>
      /column "temp".*"12,5".*not a number/i.test(reason),
    );
    await one.read(3);
  });

  test('times in the future and a day late are set aside; the rows around them are read', async () => {
    const one = await organization('times', KEYED);
    await source.sql(`INSERT INTO times (at, temp) VALUES (now(), 1)`);
    await one.read(1);
    await source.sql(
      `INSERT INTO times (at, temp) VALUES (now() + interval '1 day', 2), (now() - interval '1 day', 3), (NULL, 4), ('infinity', 5), (now(), 6)`,
    );
    const { reason } = await one.saidOfFeed('times are wrong', ({ state }) => state === 'degraded');
    assert.match(reason, /ahead of now|behind the newest/);
    await one.read(2);
    const rows = await quarantine(one.id);
    const reasons = ['time-in-future', 'too-late', 'time-missing', 'time-unreadable'];
    assert.deepEqual(rows.map((row) => row.reason).sort(), [...reasons].sort());
    for (const each of reasons) assert.equal(await one.counted(REJECTED, { reason: each }), 1, each);
    // A row from the future must not hide those that come after the table was made anew.
    await source.sql(`DROP TABLE times`);
    await one.saidOfFeed('it is gone', ({ problem }) => problem === 'table-missing');
    await source.sql(`CREATE TABLE times (${KEYED})`);
    await source.sql(`INSERT INTO times (at, temp) VALUES (now(), 7)`);
    await one.read(3);
  });

  test('rows of nothing but nulls are set aside', async () => {
    const one = await organization('nulls', KEYED);
    await source.sql(
      `INSERT INTO nulls (at, temp, flow) VALUES (now(), NULL, NULL), (NULL, NULL, NULL), (now(), 1, NULL)`,
    );
    await one.read(1);
    const { reason } = await one.saidOfFeed('rows are set aside', ({ state }) => state === 'degraded');
    assert.match(reason, /No mapped column holds a value|has no time/);
    const rows = await quarantine(one.id);
    assert.deepEqual(rows.map((row) => row.reason).sort(), ['all-values-missing', 'time-missing']);
    assert.equal(await one.counted(REJECTED, { reason: 'all-values-missing' }), 1);
  });

  test('NaN and infinity count as missing, are reported, and never reach a window', async () => {
    const one = await organization('not_finite', KEYED);
    await source.sql(
      `INSERT INTO not_finite (at, temp, flow) VALUES (now(), 'NaN', 'Infinity'), (now(), '-Infinity', 1), (now(), 2, 2)`,
    );
    await one.read(2);
    await one.saidOfFeed('rows are set aside', ({ state }) => state === 'degraded');
    const [row] = await quarantine(one.id);
    assert.equal(row?.reason, 'all-values-missing');
    assert.equal(await one.counted(REJECTED, { reason: 'value-not-finite' }), 3);
    await source.sql(`INSERT INTO not_finite (at, temp, flow) VALUES (now(), 'NaN', 1)`);
    await one.saidOfFeed('the value', ({ reason }) =>
      /column "temp".*"NaN".*not a finite number/i.test(reason),
    );
    await one.read(3);
  });

  test('only admins of the organization read its quarantine, which is bounded and counts what it cannot keep', async () => {
    const one = await organization('flooded', KEYED);
    await one.works();
    const rows = 4_000;
    await source.sql(
      `INSERT INTO flooded (at, temp) SELECT now() - interval '1 day' + g * interval '1 ms', NULL FROM generate_series(1, ${rows}) g`,
    );
    await one.saidOfFeed('all were set aside', ({ rowsQuarantined }) => rowsQuarantined === rows);
    let kept: readonly QuarantinedRow[] = [];
    await waitFor('what is not kept is counted', 10_000, async () => {
      kept = await quarantine(one.id);
      return kept.length + (await one.counted('eagle_quarantine_dropped_total', { cause: 'rate' })) === rows;
    });
    assert.ok(kept.length >= 20 && kept.length < 200, `${kept.length} rows are kept`);
    const people = await ensurePeople(source.superAdmin, one.id, one.slug, PASSWORD);
    const others = await ensurePeople(source.superAdmin, neighbour.organization.id, 'neighbour', PASSWORD);
    const as = (person: { email: string; password: string } | undefined): GatewayClient =>
      new GatewayClient(source.run.gatewayUrl, person?.email ?? '', person?.password ?? '');
    const [admin, operator] = people;
    assert.equal((await quarantine(one.id, as(admin))).length, kept.length);
    for (const stranger of [operator, ...others]) {
      await assert.rejects(
        quarantine(one.id, as(stranger)),
        (error) => error instanceof AppError && error.details['status'] === 403,
      );
    }
    assert.deepEqual(await quarantine(neighbour.organization.id, as(others[0])), []);
  });
});

describe('a model that cannot be used', () => {
  afterEach(() => neighbour.assertUndisturbed());

  const refusals = (code: string): Promise<number> =>
    source.counted('model-cache', 'eagle_model_cache_refusals_total', { code });

  test('is refused where a file is damaged: rules still work, and the status says why', async () => {
    const rule = { id: 'hot', type: 'limit', title: 'Too hot', component: 'heater', kind: 'temperature' };
    const one = await organization('damaged_model', KEYED, {
      rules: [{ ...rule, tag: 'temp', side: 'high', bands: [{ severity: 'low', from: 100 }] }],
    });
    await models.register(models.bundle(one, '1.0.0'), (folder) =>
      truncateSync(path.join(folder, 'model.onnx.sealed'), 100),
    );
    const { reason } = await one.saidOfModel('it is refused', ({ state }) => state === 'failed');
    assert.match(reason, /Version 1\.0\.0 was refused: .*damaged.*rules only/);
    assert.ok((await refusals('MODEL.FILE_TRUNCATED')) > 0);
    await source.sql(`INSERT INTO damaged_model (at, temp) VALUES (now(), 101)`);
    await waitFor('a rule raises an alert all the same', 10_000, async () => {
      const { items } = await source.superAdmin.ask(ROUTES.alerts.list, {
        query: { organizationId: one.id },
      });
      return items.some(({ title, origin }) => title === 'Too hot' && origin === 'rule');
    });
    await models.register(models.bundle(one, '1.1.0'));
    await one.saidOfModel('the next one serves', ({ version }) => version === '1.1.0');
    await models.register(models.bundle(one, '1.2.0', { onnx: new Uint8Array(64).fill(7) }));
    const kept = await one.saidOfModel('a file that is no model', (status) => /1\.2\.0/.test(status.reason));
    assert.deepEqual([kept.state, kept.version], ['live', '1.1.0']);
    assert.match(kept.reason, /cannot be opened/);
  });

  test('is refused where it expects other features, and the former one still serves', async () => {
    const one = await organization('other_features', KEYED);
    await models.register(models.bundle(one, '1.0.0'));
    await one.saidOfModel('it serves', ({ state }) => state === 'live');
    const other = source.config('other_features', { settings: { features: { lagsMs: [1_000] } } });
    await models.register(models.bundle(one, '1.1.0', {}, other));
    const kept = await one.saidOfModel('it is refused', (status) => /1\.1\.0/.test(status.reason));
    assert.deepEqual([kept.state, kept.version], ['live', '1.0.0']);
    assert.match(kept.reason, /refused: .*other features/);
    assert.ok((await refusals('MODEL.WRONG_FEATURES')) > 0);
    await source.configure(one.id, other);
    const outgrown = await one.saidOfModel('the features changed', ({ state }) => state === 'rules-only');
    assert.match(outgrown.reason, /other features.*rules only/);
  });
});

describe('a stop while a source hangs', () => {
  test('waits for no source', async () => {
    const one = await organization('hanging_at_stop', KEYED, { feed: { statementTimeoutMs: 60_000 } });
    await one.works();
    const locker = await source.session();
    await locker.query('BEGIN; LOCK TABLE hanging_at_stop');
    await waitFor('a statement hangs', 10_000, async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%hanging_at_stop%'`;
      return (await locker.query(waiting)).rows.length > 0;
    });
    await neighbour.stop();
    const askedAtMs = performance.now();
    assert.equal(await eagle.stop(), 0);
    const tookMs = performance.now() - askedAtMs;
    assert.ok(tookMs < STOP_DEADLINE_MS * slowdown(), `stopping took ${tookMs} ms`);
  });
});
