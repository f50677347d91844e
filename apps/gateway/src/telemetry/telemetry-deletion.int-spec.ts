import { RPC } from '@eagle/contracts/bus';
import { problemSchema } from '@eagle/contracts/rest';
import { z } from 'zod';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const RANGE = 'from=2026-01-05T06:00:00Z&to=2026-01-05T07:00:00Z';
const [fromMs, toMs] = [Date.UTC(2026, 0, 5, 6), Date.UTC(2026, 0, 5, 7)];

const withOrganization = z.object({ organizationId: z.string() });

let gateway: RunningGateway;
let north: Tenant;
let south: Tenant;
/** What the historian was asked to delete. */
let asked: unknown[] = [];

beforeAll(async () => {
  gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '100' });
  [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
  await gateway.bus.bus.serve(RPC.deleteTelemetry, (request) => {
    asked.push(request);
    return { organizationId: request.organizationId, rows: 3_600, bytes: 25_000 };
  });
});
afterEach(() => {
  asked = [];
});
afterAll(() => gateway.close());

const remove = (query: string, token = north.admin.accessToken) =>
  gateway.request('DELETE', `/api/v1/telemetry?${query}`, { token });

test('an admin deletes a range of an asset, or of all, after confirming which', async () => {
  const answer = await remove(`${RANGE}&asset=pump-1&confirm=pump-1`);
  expect(answer).toMatchObject({ status: 200, body: { rows: 3_600, bytes: 25_000 } });
  expect((await remove(`${RANGE}&confirm=all-assets`)).status).toBe(200);
  const common = { organizationId: north.id, fromMs, toMs, actorId: north.admin.userId };
  expect(asked).toEqual([
    { ...common, assetId: 'pump-1' },
    { ...common, assetId: null },
  ]);
});

test('nothing is deleted without the confirmation that fits', async () => {
  for (const query of [
    `${RANGE}&asset=pump-1`,
    `${RANGE}&asset=pump-1&confirm=pump-2`,
    `${RANGE}&asset=pump-1&confirm=all-assets`,
    `${RANGE}&confirm=pump-1`,
    RANGE,
  ]) {
    const { status, body } = await remove(query);
    const { code, errors } = problemSchema.parse(body);
    expect([status, code, errors?.[0]?.pointer]).toEqual([400, 'REQUEST.INVALID', '/confirm']);
  }
  const backwards = 'from=2026-01-05T07:00:00Z&to=2026-01-05T06:00:00Z&confirm=all-assets';
  expect((await remove(backwards)).status).toBe(400);
  expect(asked).toEqual([]);
});

test('an operator may not, and nobody reaches the history of another organization', async () => {
  const query = `${RANGE}&confirm=all-assets`;
  expect((await remove(query, north.operator.accessToken)).status).toBe(403);
  expect((await remove(`${query}&organizationId=${north.id}`, south.admin.accessToken)).status).toBe(403);
  expect(asked).toEqual([]);
  expect((await remove(query, south.admin.accessToken)).status).toBe(200);
  const accessToken = await gateway.superAdminWithin(north.id);
  expect((await remove(`${query}&organizationId=${north.id}`, accessToken)).status).toBe(200);
  expect(asked.map((request) => withOrganization.parse(request).organizationId)).toEqual([
    south.id,
    north.id,
  ]);
});
