import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  alertIdSchema,
  type OrganizationId,
  organizationIdSchema,
  streamIncarnationSchema,
  userIdSchema,
} from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { testDatabase, type TestDatabase } from '@eagle/testing';
import { NO_POSITION, type AlertStore, type Commit, type Positions } from '../../alert-store.js';
import { MemoryAlertStore } from '../../fixtures/memory-alert-store.js';
import { pumpConfig, T0 } from '../../fixtures/plant.js';
import { raisedAlert } from '../../fixtures/raised-alert.js';
import { PostgresAlertStore } from './postgres-alert-store.js';

const POSITIONS: Positions = {
  scans: { incarnation: streamIncarnationSchema.parse('2026-11-30T05:19:30.123456789Z'), sequence: 7 },
  predictions: { incarnation: streamIncarnationSchema.parse('2026-11-30T06:00:00Z'), sequence: 9 },
};
const EMPTY: Commit = { alerts: [], events: [], notes: [], actions: [], memories: [], positions: null };

let database: Database;
let prepared: TestDatabase;

beforeAll(async () => {
  prepared = await testDatabase();
  database = prepared.open();
});
afterAll(() => prepared.close());

async function newOrganization(): Promise<OrganizationId> {
  const id = organizationIdSchema.parse(randomUUID());
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [id, `o-${id}`, 'Works']),
  );
  return id;
}

/** Both adapters fulfil the contract of the port. */
const stores: readonly (readonly [string, () => AlertStore])[] = [
  ['in memory', () => new MemoryAlertStore()],
  ['in Postgres', () => new PostgresAlertStore(prepared.openAs('alerting'))],
];

for (const [where, make] of stores) {
  test(`${where}: what is committed is there after resuming, and committing it again changes nothing`, async () => {
    const [store, organizationId] = [make(), await newOrganization()];
    const { alert, event, memory } = raisedAlert(pumpConfig('kit', { organizationId }));
    const commit: Commit = {
      alerts: [alert],
      events: [event],
      notes: [
        { noteId: randomUUID(), alertId: alert.id, userId: userIdSchema.parse(randomUUID()), text: 'seen' },
      ],
      actions: [],
      memories: [{ assetId: memory.assetId, json: JSON.stringify(memory) }],
      positions: POSITIONS,
    };
    const fresh = await store.resume(organizationId, 1);
    assert.deepEqual(fresh, {
      memories: [],
      positions: { scans: NO_POSITION, predictions: NO_POSITION },
      unpublished: [],
    });
    await store.commit(organizationId, 1, commit);
    await store.commit(organizationId, 1, commit);
    const resumed = await store.resume(organizationId, 2);
    assert.deepEqual(resumed.positions, POSITIONS);
    assert.deepEqual(resumed.unpublished, [event]);
    assert.deepEqual(resumed.memories, [{ ...memory, revision: 0 }]);
    assert.deepEqual(await store.findAlert(organizationId, alert.id), alert);
    await store.markPublished(organizationId, [event.eventId]);
    assert.deepEqual((await store.resume(organizationId, 3)).unpublished, []);
  });

  test(`${where}: a process that resumed earlier than the last one is fenced off`, async () => {
    const [store, organizationId] = [make(), await newOrganization()];
    await store.resume(organizationId, 5);
    await store.resume(organizationId, 6);
    await assert.rejects(store.commit(organizationId, 5, EMPTY), { code: 'ALERTING.FENCED' });
    await store.commit(organizationId, 6, EMPTY);
  });

  test(`${where}: another organization finds nothing`, async () => {
    const [store, organizationId, other] = [make(), await newOrganization(), await newOrganization()];
    const { alert, event, memory } = raisedAlert(pumpConfig('kit', { organizationId }));
    await store.resume(organizationId, 1);
    const memories = [{ assetId: memory.assetId, json: JSON.stringify(memory) }];
    await store.commit(organizationId, 1, { ...EMPTY, alerts: [alert], events: [event], memories });
    assert.equal(await store.findAlert(other, alert.id), null);
    const resumed = await store.resume(other, 1);
    assert.deepEqual([resumed.memories, resumed.unpublished], [[], []]);
    assert.equal(await store.findAlert(other, alertIdSchema.parse(randomUUID())), null);
  });

  test(`${where}: positions of the whole streams`, async () => {
    const store = make();
    await store.savePositions({ ...POSITIONS, scans: { incarnation: null, sequence: 3 } });
    assert.deepEqual((await store.readPositions()).scans, { incarnation: null, sequence: 3 });
    await store.savePositions(POSITIONS);
    assert.deepEqual(await store.readPositions(), POSITIONS);
    const anew = { incarnation: streamIncarnationSchema.parse('the one after'), sequence: 1 };
    await store.savePositions({ ...POSITIONS, scans: anew });
    assert.deepEqual(await store.readPositions(), { ...POSITIONS, scans: anew });
  });
}

test('in Postgres: an alert never goes back to an older revision, and a commit is whole or not at all', async () => {
  const [store, organizationId] = [new PostgresAlertStore(database), await newOrganization()];
  const { alert } = raisedAlert(pumpConfig('kit', { organizationId }));
  await store.resume(organizationId, 1);
  await store.commit(organizationId, 1, { ...EMPTY, alerts: [{ ...alert, revision: 3 }] });
  await store.commit(organizationId, 1, { ...EMPTY, alerts: [alert] });
  assert.equal((await store.findAlert(organizationId, alert.id))?.revision, 3);
  const stranger = { noteId: randomUUID(), alertId: alertIdSchema.parse(randomUUID()) };
  const notes = [{ ...stranger, userId: userIdSchema.parse(randomUUID()), text: 'on nothing' }];
  await assert.rejects(
    store.commit(organizationId, 1, { ...EMPTY, alerts: [{ ...alert, revision: 9 }], notes }),
    { code: 'DATABASE.REFERENCE_MISSING' },
  );
  assert.equal((await store.findAlert(organizationId, alert.id))?.revision, 3);
});

test('in Postgres: a person’s action is audited with its change, once, also when the commit is repeated', async () => {
  const [store, organizationId] = [
    new PostgresAlertStore(prepared.openAs('alerting')),
    await newOrganization(),
  ];
  const audited = () =>
    database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        'SELECT action, target, details, actor_id, correlation_id FROM audit_log ORDER BY id',
      );
      return rows;
    });
  const { alert } = raisedAlert(pumpConfig('kit', { organizationId }));
  const userId = userIdSchema.parse(randomUUID());
  const by = { actorId: userId, correlationId: 'request-1' };
  const noteId = randomUUID();
  await store.resume(organizationId, 1);
  await store.commit(organizationId, 1, { ...EMPTY, alerts: [alert] });
  const acknowledged: Commit = {
    ...EMPTY,
    alerts: [{ ...alert, revision: 2 }],
    notes: [{ noteId, alertId: alert.id, userId, text: 'seen' }],
    actions: [{ alertId: alert.id, action: 'acknowledge', revision: 2, noteId, by }],
  };
  await store.commit(organizationId, 1, acknowledged);
  await store.commit(organizationId, 1, acknowledged);
  const entry = {
    ...{ action: 'ALERT.ACKNOWLEDGED', target: `alert/${alert.id}`, details: { revision: 2, isNoted: true } },
    ...{ actor_id: userId, correlation_id: 'request-1' },
  };
  assert.deepEqual(await audited(), [entry]);
  const stranger = {
    noteId: randomUUID(),
    alertId: alertIdSchema.parse(randomUUID()),
    userId,
    text: 'on nothing',
  };
  await assert.rejects(
    store.commit(organizationId, 1, {
      ...{ ...EMPTY, alerts: [{ ...alert, revision: 3 }], notes: [stranger] },
      actions: [{ alertId: alert.id, action: 'resolve', revision: 3, noteId: null, by }],
    }),
    { code: 'DATABASE.REFERENCE_MISSING' },
  );
  assert.deepEqual(await audited(), [entry], 'a commit that is refused leaves no entry');
});

test('alerts and waiting events of the format without facts can be read', async () => {
  const [store, organizationId] = [
    new PostgresAlertStore(prepared.openAs('alerting')),
    await newOrganization(),
  ];
  const { alert, event } = raisedAlert(pumpConfig('former', { organizationId }));
  await store.resume(organizationId, 1);
  await store.commit(organizationId, 1, { ...EMPTY, alerts: [alert], events: [event] });
  const facts = { type: 'told', title: 'Too hot', text: 'Pump 1: Temperature is 90 °C.', measured: null };
  const former = `body - 'causes' || '{"title": "${facts.title}", "message": "${facts.text}"}'`;
  await database.forOrganization(organizationId, async (tx) => {
    await tx.query(`UPDATE alerts SET body = ${former}`);
    await tx.query(
      `UPDATE alert_events SET body = jsonb_set(body, '{v}', '1') || jsonb_build_object('alert', (SELECT body FROM alerts))`,
    );
  });
  const reported = { ...alert, causes: [{ ruleId: null, severity: 'high', facts }] };
  assert.deepEqual(await store.findAlert(organizationId, alert.id), reported);
  const { unpublished } = await store.resume(organizationId, 1);
  assert.deepEqual(unpublished, [{ ...event, alert: reported }]);
});

test('an alert has a column for each of its clocks', async () => {
  const [store, organizationId] = [
    new PostgresAlertStore(prepared.openAs('alerting')),
    await newOrganization(),
  ];
  const { alert } = raisedAlert(pumpConfig('clocks', { organizationId }));
  await store.resume(organizationId, 1);
  const clocks = (): Promise<unknown[]> =>
    database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query('SELECT event_at, recorded_at FROM alerts');
      return rows;
    });
  await store.commit(organizationId, 1, { ...EMPTY, alerts: [alert] });
  assert.deepEqual(await clocks(), [{ event_at: new Date(T0), recorded_at: new Date(T0 + 10) }]);
  const later = { eventAt: new Date(T0 + 5).toISOString(), recordedAt: new Date(T0 + 99).toISOString() };
  await store.commit(organizationId, 1, { ...EMPTY, alerts: [{ ...alert, ...later, revision: 2 }] });
  assert.deepEqual(await clocks(), [{ event_at: new Date(T0 + 5), recorded_at: new Date(T0 + 99) }]);
});
