import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { compileRules, decideAction, decideScan, wallInstant, type Change } from '@eagle/alerts';
import { viewOf } from '@eagle/alerts/render';
import {
  alertIdSchema,
  assetIdSchema,
  organizationConfigSchema,
  userIdSchema,
  type Alert,
  type OrganizationConfig,
} from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { openDatabase, type Database } from '@eagle/persistence';
import { createLogger, Metrics } from '@eagle/service-kit';
import { eventually, testBus, testDatabase, type TestBus, type TestDatabase } from '@eagle/testing';
import type { Positions } from '../alert-store.js';
import { PostgresAlertStore } from '../adapters/postgres/postgres-alert-store.js';
import { AlertingMetrics } from '../alerting-metrics.js';
import { Listener } from '../fixtures/listener.js';
import { pumpConfig, T0 } from '../fixtures/plant.js';
import { OrganizationState } from './organization-state.js';
import { OrganizationWriter } from './organization-writer.js';

const USER = userIdSchema.parse('6f1f4a52-9d0e-4a57-8e0b-0a4d5a1c00aa');

let nats: TestBus;
let bus: Bus;
let prepared: TestDatabase;
let database: Database;
let owner: Database;
let store: PostgresAlertStore;
const listener = new Listener();

beforeAll(async () => {
  [nats, prepared] = await Promise.all([testBus(), testDatabase()]);
  ({ bus } = nats);
  database = prepared.open();
  owner = openDatabase({ url: prepared.ownerUrl });
  store = new PostgresAlertStore(prepared.openAs('alerting'));
  await listener.start(bus);
});
afterAll(async () => {
  await listener.stop();
  await owner.close();
  await Promise.all([nats.close(), prepared.close()]);
});

const reached = (sequence: number): Positions => ({
  scans: { incarnation: null, sequence },
  predictions: { incarnation: null, sequence },
});
const asOwner = (sql: string): Promise<unknown> => owner.forPlatform((tx) => tx.query(sql));

/**
 * The state and the writer of an organization, over a real database and bus. The test feeds the
 * scans.
 */
class Works {
  readonly metrics = new AlertingMetrics(new Metrics('alerting', 'alerting-0'));
  private sequence = 0;

  private constructor(
    readonly config: OrganizationConfig,
    readonly state: OrganizationState,
    readonly writer: OrganizationWriter,
  ) {}

  static async open(changes: Partial<OrganizationConfig> = {}): Promise<Works> {
    const config = pumpConfig(`w-${randomUUID()}`, changes);
    await database.forPlatform((tx) =>
      tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
        config.organizationId,
        config.slug,
        'Works',
      ]),
    );
    return Works.resume(config);
  }

  static async resume(config: OrganizationConfig): Promise<Works> {
    const resumption = await store.resume(config.organizationId, 1);
    const state = new OrganizationState(config, resumption, {
      newAlertId: () => alertIdSchema.parse(randomUUID()),
      now: () => wallInstant(T0),
    });
    const ports = {
      store,
      bus,
      logger: createLogger({ service: 'alerting', replica: 'alerting-0', level: 'silent' }),
      metrics: new AlertingMetrics(new Metrics('alerting', 'alerting-0')),
      fence: 1,
      onFenced: () => assert.fail('fenced'),
    };
    return new Works(config, state, new OrganizationWriter(state, ports));
  }

  /** Decides one scan; the decision is not written yet. */
  scan(asset: string, temp: number, heaterfail = 0): Change[] {
    const assetId = assetIdSchema.parse(asset);
    this.sequence += 1;
    const row = {
      sequence: this.sequence,
      eventTimeMs: T0 + this.sequence * 1_000,
      readAtMs: T0,
      state: 0,
      values: Float64Array.of(temp, heaterfail),
      offset: 0,
    };
    const binding = this.state.bindingFor(['temp', 'heaterfail'], ['unknown']);
    const { changes } = decideScan(this.state.memoryOf(assetId), binding, row, this.state.outside);
    this.state.moved.add(assetId);
    return [...changes];
  }

  /** Decides one scan and adds something to the alert that was no part of the decision. */
  spoiled(changes: readonly Change[], spoil: (alert: Alert) => Alert): Change[] {
    return changes.map((change) => {
      const alert = spoil(change.alert);
      const episode = this.state
        .memoryOf(alert.assetId)
        .episodes.find(({ alert: { id } }) => id === alert.id);
      if (episode !== undefined) episode.alert = alert;
      return { ...change, alert };
    });
  }

  reported(): string[] {
    return listener.reported(this.config.organizationId);
  }

  async stored(): Promise<Record<string, Alert>> {
    const { rows } = await database.forOrganization(this.config.organizationId, (tx) =>
      tx.query<{ body: Alert }>('SELECT body FROM alerts WHERE organization_id = $1', [
        this.config.organizationId,
      ]),
    );
    return Object.fromEntries(rows.map(({ body }) => [`${body.assetId} ${body.component}`, body]));
  }
}

/** The alert with one cause as text. */
const reported = (alert: Alert, text: string): Alert => ({
  ...alert,
  causes: [
    { ruleId: null, severity: 'low', facts: { type: 'told', title: alert.kind, text, measured: null } },
  ],
});

/** Values that a database refuses, each put into an alert. */
const SPOILS: readonly (readonly [string, (alert: Alert) => Alert])[] = [
  ['a NUL', (alert) => reported(alert, 'hot\0er')],
  ['half a surrogate pair', (alert) => ({ ...alert, recommendedAction: 'hot \ud83d' })],
  ['an instant after the year 9999', (alert) => ({ ...alert, raisedAt: '+010000-01-01T00:00:00.000Z' })],
  ['an instant before the year 1', (alert) => ({ ...alert, raisedAt: '0000-01-01T00:00:00.000Z' })],
];

for (const [what, spoil] of SPOILS) {
  test(`${what} in one alert: it is published with storable text, and so are the rest of the commit and later changes`, async () => {
    const works = await Works.open();
    works.writer.note([
      ...works.spoiled(works.scan('pump-1', 90), spoil),
      ...works.scan('pump-1', 90, 1),
      ...works.scan('pump-2', 90),
    ]);
    await eventually(() => assert.equal(works.reported().length, 3));
    assert.deepEqual(works.reported().toSorted(), [
      'raised pump-1 heater',
      'raised pump-1 motor',
      'raised pump-2 motor',
    ]);
    assert.equal(works.writer.problem, null);
    assert.match(works.writer.recentRemark ?? '', /pump-1 .*: it was written without the characters/);
    works.writer.note(works.scan('pump-1', 20, 1));
    await eventually(() => assert.equal(works.reported().at(-1), 'cleared pump-1 motor'), {
      deadlineMs: 1_000,
    });
    // The stored data can be read after a restart.
    await works.writer.flush(reached(9));
    const again = await Works.resume(works.config);
    assert.deepEqual(again.state.memories.get('pump-1')?.scansDecided, 3);
  });
}

test('a constraint refuses one alert permanently: only it is set aside, counted and reported, and the memory is not ahead of the database', async () => {
  await asOwner(
    `ALTER TABLE alerts ADD CONSTRAINT no_motor CHECK (body->'causes'->0->'facts'->>'ruleTitle' <> 'Poison')`,
  );
  try {
    const rules = organizationConfigSchema
      .parse(pumpConfig('x'))
      .rules.map((rule) => (rule.id === 'hot' ? { ...rule, title: 'Poison' } : rule));
    const works = await Works.open({ rules });
    works.writer.note([...works.scan('pump-1', 90, 1), ...works.scan('pump-2', 20, 1)]);
    await eventually(() =>
      assert.deepEqual(works.reported().toSorted(), ['raised pump-1 heater', 'raised pump-2 heater']),
    );
    assert.deepEqual(Object.keys(await works.stored()).toSorted(), ['pump-1 heater', 'pump-2 heater']);
    assert.match(works.writer.recentRemark ?? '', /pump-1 .*: one change of an alert is set aside/);
    assert.equal(works.writer.problem, null);
    works.writer.note(works.scan('pump-1', 90, 0));
    await eventually(() => assert.equal(works.reported().at(-1), 'cleared pump-1 heater'), {
      deadlineMs: 1_000,
    });
    works.scan('pump-2', 20, 1);
    await works.writer.flush(reached(5));
    const resumption = await store.resume(works.config.organizationId, 1);
    assert.deepEqual(resumption.positions, reached(5));
    const known = resumption.memories.flatMap(({ episodes }) =>
      episodes.map(({ alert }) => viewOf(alert).title),
    );
    assert.ok(!known.includes('Poison'));
  } finally {
    await asOwner('ALTER TABLE alerts DROP CONSTRAINT no_motor');
  }
});

test('the database refuses a person’s action permanently: the person gets an error, and the alert is unchanged', async () => {
  await asOwner(
    `ALTER TABLE alerts ADD CONSTRAINT no_words CHECK (body->>'resolution' IS DISTINCT FROM 'poison')`,
  );
  try {
    const works = await Works.open();
    const [raised] = works.scan('pump-1', 90);
    assert.ok(raised);
    await works.writer.writeThrough([raised], []);
    const memory = works.state.memoryOf(raised.alert.assetId);
    const resolve = (message: string): Promise<void> => {
      const action = { action: 'resolve', message } as const;
      const program = compileRules(works.config);
      const request = { action, userId: USER, atMs: T0 + 2_000, actedAtMs: wallInstant(T0) };
      return works.writer.writeThrough(decideAction(memory, raised.alert, program, request).changes, []);
    };
    await assert.rejects(resolve('poison'), { code: 'ALERTING.REFUSED' });
    assert.equal((await works.stored())['pump-1 motor']?.state.active, true);
    assert.deepEqual(memory.episodes[0]?.alert, (await works.stored())['pump-1 motor']);
    await resolve('done');
    assert.equal((await works.stored())['pump-1 motor']?.resolution, 'done');
    await eventually(() =>
      assert.deepEqual(works.reported(), ['raised pump-1 motor', 'resolved pump-1 motor']),
    );
  } finally {
    await asOwner('ALTER TABLE alerts DROP CONSTRAINT no_words');
  }
});

test('an event that is too large for the bus delays no other', async () => {
  const works = await Works.open();
  works.writer.note([
    ...works.spoiled(works.scan('pump-1', 90), (alert) => reported(alert, 'x'.repeat(9_000_000))),
    ...works.scan('pump-1', 90, 1),
    ...works.scan('pump-2', 90),
  ]);
  await eventually(() =>
    assert.deepEqual(works.reported().toSorted(), ['raised pump-1 heater', 'raised pump-2 motor']),
  );
  await eventually(() => assert.match(works.writer.recentRemark ?? '', /pump-1 .*cannot be sent/));
});

test('a note that the database refuses affects nothing else', async () => {
  const works = await Works.open();
  const [raised] = works.scan('pump-1', 90);
  assert.ok(raised);
  const stranger = {
    noteId: randomUUID(),
    alertId: alertIdSchema.parse(randomUUID()),
    userId: USER,
    text: 'on nothing',
  };
  const spoiled = { noteId: randomUUID(), alertId: raised.alert.id, userId: USER, text: 'it\0is' };
  works.writer.note([raised], [spoiled]);
  await assert.rejects(works.writer.writeThrough([], [stranger]), { code: 'ALERTING.REFUSED' });
  await eventually(() => assert.deepEqual(works.reported(), ['raised pump-1 motor']));
  const { rows } = await database.forOrganization(works.config.organizationId, (tx) =>
    tx.query<{ body: string }>('SELECT body FROM alert_notes'),
  );
  assert.deepEqual(rows, [{ body: 'itis' }]);
});

test('a stored state that cannot be read starts anew where the stream was left, and blocks no other', async () => {
  const works = await Works.open();
  works.writer.note([...works.scan('pump-1', 90), ...works.scan('pump-2', 90)]);
  await works.writer.flush(reached(2));
  await asOwner(
    `UPDATE alert_engine_states SET state = jsonb_set(state, '{episodes}', '[{"odd":1}]') WHERE asset_id = 'pump-1' AND organization_id = '${works.config.organizationId}'`,
  );
  const resumption = await store.resume(works.config.organizationId, 1);
  assert.deepEqual(resumption.unreadable, ['pump-1']);
  const [one, two] = resumption.memories.toSorted((a, b) => (a.assetId < b.assetId ? -1 : 1));
  assert.deepEqual([one?.lastSequence, one?.episodes.length, two?.episodes.length], [1, 0, 1]);
});
