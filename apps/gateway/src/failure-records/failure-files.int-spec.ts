import assert from 'node:assert/strict';
import { z } from 'zod';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const page = z.object({
  items: z.array(
    z.object({ assetId: z.string(), component: z.string(), at: z.string(), source: z.string() }),
  ),
});
const problem = z.object({ detail: z.string(), errors: z.array(z.object({ pointer: z.string() })) });
const FAILURES = [
  'asset,ts,component',
  'pump-1,2026-01-02T00:00:00Z,impeller',
  'pump-1,2026-01-01T00:00:00Z,seal',
].join('\n');

describe('failure records as CSV files', () => {
  let gateway: RunningGateway;
  let plant: Tenant;
  let other: Tenant;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
    [plant, other] = [await gateway.tenant('north'), await gateway.tenant('south')];
  });
  afterAll(() => gateway.close());

  const pathOf = (tenant: Tenant): string => `/api/v1/organizations/${tenant.id}/failure-records`;
  const give = (tenant: Tenant, file: string, token = tenant.admin.accessToken) =>
    gateway.postCsv(pathOf(tenant), token, file);
  const list = async (tenant: Tenant): Promise<string[]> => {
    const { items } = await gateway.ok(page, 'GET', pathOf(tenant), { token: tenant.operator.accessToken });
    return items.map(({ assetId, component, at, source }) => [assetId, component, at, source].join(' '));
  };

  test('are kept once each, in their organization', async () => {
    for (const token of [plant.operator.accessToken, other.admin.accessToken]) {
      assert.equal((await give(plant, FAILURES, token)).status, 403);
    }
    const answers = [await give(plant, FAILURES), await give(plant, FAILURES)];
    assert.deepEqual(
      answers.map(({ body }) => body),
      [
        { received: 2, added: 2 },
        { received: 2, added: 0 },
      ],
    );
    assert.deepEqual(await list(plant), [
      'pump-1 seal 2026-01-01T00:00:00.000Z import',
      'pump-1 impeller 2026-01-02T00:00:00.000Z import',
    ]);
    assert.deepEqual(await list(other), []);
  });

  test('are refused as a whole for one wrong line, by line and column', async () => {
    const before = await list(other);
    for (const [file, pointer] of [
      [`${FAILURES}\npump-1,2026-01-03 00:00:00,seal`, '/lines/4/ts'],
      [`${FAILURES}\npump-1,2026-01-03T00:00:00Z,main seal`, '/lines/4/component'],
      ['asset,ts,error\npump-1,2026-01-03T00:00:00Z,seal', '/lines/1'],
      [`${FAILURES.split('\n')[0]}\n${'p,2026-01-03T00:00:00Z,seal\n'.repeat(5_001)}`, ''],
    ] as const) {
      const answer = await give(other, file);
      assert.equal(answer.status, 400, answer.text);
      const { errors } = problem.parse(answer.body);
      assert.deepEqual(
        errors.map((each) => each.pointer),
        [pointer],
      );
    }
    assert.deepEqual(await list(other), before);
  });
});
