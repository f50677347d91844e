import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { alertViewSchema, type Alert } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import { alertOf } from '../fixtures/seed.fixture.js';
import { publishAlert } from '../fixtures/socket-client.fixture.js';

const FORMER = { title: 'Pump too hot', message: 'Pump 1: Oil is 92 °C, at or above the limit of 90 °C.' };
const FACTS = 'Flow off its set value';

/** The alert as it was written before causes kept facts. */
function former({ causes: _, ...alert }: Alert): object {
  return { ...alert, ...FORMER };
}

describe('alerts as clients get them', () => {
  let plants: ListeningPlants;

  beforeAll(async () => {
    plants = await ListeningPlants.start();
  });
  afterEach(() => plants.closeSockets());
  afterAll(() => plants.close());

  const store = async (alert: Alert, body: object): Promise<void> => {
    await plants.gateway.database.open().forOrganization(alert.organizationId, (tx) =>
      tx.query(
        `INSERT INTO alerts (id, organization_id, asset_id, component, kind, origin, severity, active, acknowledged, ended, raised_at, revision, body)
         VALUES ($1, $2, 'pump-1', 'impeller', 'flow', 'rule', 'high', true, false, false, $3, 1, $4)`,
        [alert.id, alert.organizationId, alert.raisedAt, JSON.stringify(body)],
      ),
    );
  };

  test('have sentences beside their facts; alerts that were stored without facts keep their sentences', async () => {
    const { gateway, north } = plants;
    const [now, before] = [
      alertOf(north.id, { raisedAt: '2026-01-02T00:00:00.000Z' }),
      alertOf(north.id, { raisedAt: '2026-01-01T00:00:00.000Z' }),
    ];
    await store(now, now);
    await store(before, former(before));
    const { accessToken: token } = north.operator;
    const list = z.object({ items: z.array(alertViewSchema) });
    const { items } = await gateway.ok(list, 'GET', '/api/v1/alerts', { token });
    assert.deepEqual(
      items.map(({ title, message, causes }) => [title, message, causes[0]?.facts.type]),
      [
        [FACTS, `Only for ${north.id}: Low flow is on.`, 'flag'],
        [FORMER.title, FORMER.message, 'told'],
      ],
    );
    const one = await gateway.ok(alertViewSchema, 'GET', `/api/v1/alerts/${before.id}`, { token });
    assert.deepEqual(one, items[1]);
  });

  test('are pushed with sentences, also when their messages were written without facts', async () => {
    const { gateway, north } = plants;
    const client = await plants.operator();
    await publishAlert(gateway.bus.bus, north.id);
    const alert = alertOf(north.id);
    const event = {
      ...{ v: 1, eventId: `${alert.id}.1`, organizationId: north.id, change: 'raised' },
      ...{ alert: former(alert), decidedAtMs: 0, readAtMs: null },
    };
    const subject = STREAMS.alerts.subject(alert.organizationId, 'raised');
    await gateway.bus.bus.publish(subject, event.eventId, new TextEncoder().encode(JSON.stringify(event)));
    await eventually(() =>
      assert.deepEqual(
        client.alerts.map(({ alert: { title, causes } }) => [title, causes[0]?.text]),
        [
          [FACTS, `Only for ${north.id}: Low flow is on.`],
          [FORMER.title, FORMER.message],
        ],
      ),
    );
  });
});
