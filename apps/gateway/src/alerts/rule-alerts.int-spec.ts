import { randomUUID } from 'node:crypto';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { ROUTES } from '@eagle/contracts/rest';
import { z } from 'zod';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2026-03-10T12:00:00Z');
const countsSchema = ROUTES.ruleAlerts.count.reply;

describe('alerts by rule', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;

  /** Only what is counted of an alert. */
  async function alertOf(tenant: Tenant, daysAgo: number, ...rules: (string | null)[]): Promise<void> {
    const body = { causes: rules.map((ruleId) => ({ ruleId })) };
    await gateway.database.open().forOrganization(organizationIdSchema.parse(tenant.id), (tx) =>
      tx.query(
        `INSERT INTO alerts (organization_id, id, asset_id, component, kind, origin, severity, active, acknowledged, ended, raised_at, revision, body)
         VALUES ($1, $2, 'pump-1', 'impeller', 'flow', 'rule', 'high', false, false, false, $3, 1, $4)`,
        [tenant.id, randomUUID(), new Date(NOW_MS - daysAgo * DAY_MS), JSON.stringify(body)],
      ),
    );
  }

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    [north, south] = [await gateway.tenant('north'), await gateway.tenant('south')];
    await alertOf(north, 1, 'flow-low', null);
    await alertOf(north, 3, 'flow-low', 'oil-hot');
    await alertOf(north, 8, 'flow-low');
    await alertOf(north, 2, null);
    await alertOf(south, 1, 'of-the-south');
  });
  afterAll(() => gateway.close());

  const path = ({ id }: Tenant, days: number): string => {
    const [from, to] = [NOW_MS - days * DAY_MS, NOW_MS].map((at) => new Date(at).toISOString());
    return `/api/v1/organizations/${id}/rules/alerts?from=${from}&to=${to}`;
  };

  test('are counted for each cause, within the range, for an operator too', async () => {
    const { accessToken: token } = north.operator;
    expect(await gateway.ok(countsSchema, 'GET', path(north, 7), { token })).toEqual({
      items: [
        { ruleId: 'flow-low', alerts: 2, lastRaisedAt: new Date(NOW_MS - DAY_MS).toISOString() },
        { ruleId: 'oil-hot', alerts: 1, lastRaisedAt: new Date(NOW_MS - 3 * DAY_MS).toISOString() },
      ],
    });
  });

  test('of another organization are neither counted nor shown', async () => {
    const { accessToken: token } = south.admin;
    expect((await gateway.request('GET', path(north, 7), { token })).status).toBe(403);
    const { items } = await gateway.ok(countsSchema, 'GET', path(south, 7), { token });
    expect(items.map(({ ruleId }) => ruleId)).toEqual(['of-the-south']);
  });

  test('are counted over a month at most, and forward', async () => {
    const pointers = z.object({ errors: z.array(z.object({ pointer: z.string() })) });
    for (const days of [32, -1]) {
      const answer = await gateway.request('GET', path(north, days), { token: north.admin.accessToken });
      expect(answer.status).toBe(400);
      expect(pointers.parse(answer.body).errors.map(({ pointer }) => pointer)).toEqual(['/to']);
    }
  });
});
