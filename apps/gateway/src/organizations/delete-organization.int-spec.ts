import { BUCKETS } from '@eagle/contracts/bus';
import { problemSchema } from '@eagle/contracts/rest';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { ConfigReconciler } from '../configure-organization/config-reconciler.js';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import {
  plantConfig,
  SUPER_ADMIN,
  type RunningGateway,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';

let plants: ListeningPlants;
let gateway: RunningGateway;
let north: Tenant;
let south: Tenant;
let superAdmin: string;

beforeAll(async () => {
  plants = await ListeningPlants.start();
  ({ gateway, north, south } = plants);
  superAdmin = (await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password)).accessToken;
  for (const { id, admin } of [north, south]) {
    const saved = await gateway.request('PUT', `/api/v1/organizations/${id}/config`, {
      token: admin.accessToken,
      body: plantConfig(),
    });
    if (saved.status !== 200) throw new Error(saved.text);
  }
});
afterEach(() => plants.closeSockets());
afterAll(() => plants.close());

const address = ({ id }: Tenant): string => `/api/v1/organizations/${id}`;
const remove = (tenant: Tenant, name: string, token: string) =>
  gateway.request('DELETE', `${address(tenant)}?name=${encodeURIComponent(name)}`, { token });
const codeOf = (body: unknown): string => problemSchema.parse(body).code;
const published = async ({ id }: Tenant) => gateway.bus.bus.bucket(BUCKETS.config).get(id);
const statusOf = async (tenant: Tenant, { accessToken }: { readonly accessToken: string }) =>
  (await gateway.request('GET', address(tenant), { token: accessToken })).status;

test('only a super-admin who types the name deletes an organization', async () => {
  for (const { accessToken } of [north.admin, north.operator, south.admin]) {
    expect((await remove(north, 'Plant north', accessToken)).status).toBe(403);
  }
  const other = await remove(north, 'Plant south', superAdmin);
  expect([other.status, codeOf(other.body)]).toEqual([409, 'ORGANIZATION.NAME_DIFFERS']);
  const unnamed = await gateway.request('DELETE', address(north), { token: superAdmin });
  expect([unnamed.status, codeOf(unnamed.body)]).toEqual([400, 'REQUEST.INVALID']);
  expect(await statusOf(north, north.operator)).toBe(200);
});

test('a deleted organization is gone for its people, for super-admins and for the services', async () => {
  const gone = await gateway.tenant('gone');
  await gateway.request('PUT', `${address(gone)}/config`, {
    token: gone.admin.accessToken,
    body: plantConfig(),
  });
  const socket = await plants.connect({ token: gone.operator.accessToken });
  await gateway.enter(superAdmin, gone.id);
  const answer = await remove(gone, 'Plant gone', superAdmin);
  expect([answer.status, answer.text]).toEqual([204, '']);
  await eventually(() => expect(socket.ended).toBe('access-withdrawn'));
  await eventually(async () => expect(await published(gone)).toBeNull());

  expect(await statusOf(gone, gone.admin)).toBe(401);
  for (const [path, body] of [
    ['login', { email: gone.admin.email, password: gone.admin.password }],
    ['refresh', { refreshToken: gone.operator.refreshToken }],
  ] as const) {
    expect((await gateway.request('POST', `/api/v1/auth/${path}`, { body })).status).toBe(401);
  }
  const asked = [
    ['GET', ''],
    ['POST', '/enable'],
    ['GET', '/config'],
    ['PUT', '/config', plantConfig()],
    ['DELETE', '?name=Plant%20gone'],
  ] as const;
  for (const [method, path, body] of asked) {
    const found = await gateway.request(method, `${address(gone)}${path}`, {
      token: superAdmin,
      ...(body === undefined ? {} : { body }),
    });
    expect([path, found.status, codeOf(found.body)]).toEqual([path, 404, 'ORGANIZATION.NOT_FOUND']);
  }
  const listed = await gateway.request('GET', '/api/v1/organizations', { token: superAdmin });
  expect(listed.text).not.toContain(gone.id);
  expect(await published(gone)).toBeNull();
});

test('its audit log stays, and its address and those of its people are free again', async () => {
  const former = await gateway.tenant('renewed');
  expect((await remove(former, 'Plant renewed', superAdmin)).status).toBe(204);
  await gateway.enter(superAdmin, former.id);
  const log = await gateway.ok(
    z.object({ items: z.array(z.object({ action: z.string(), details: z.unknown() })) }),
    'GET',
    `/api/v1/audit?organizationId=${former.id}`,
    { token: superAdmin },
  );
  expect(log.items).toContainEqual({
    action: 'ORGANIZATION.DELETED',
    details: { slug: 'renewed', name: 'Plant renewed' },
  });
  const database = gateway.database.open();
  const people = await database.forPlatform((tx) =>
    tx.query('SELECT email, name, enabled FROM users WHERE organization_id = $1', [former.id]),
  );
  expect(people.rows).toHaveLength(2);
  for (const person of people.rows) expect(person).toMatchObject({ name: '', enabled: false });
  expect(JSON.stringify(people.rows)).not.toContain('renewed');
  const again = await gateway.tenant('renewed');
  expect(again.id).not.toBe(former.id);
  expect(await statusOf(again, again.operator)).toBe(200);
});

test('its configuration is withdrawn also where the gateway ended right after the mark', async () => {
  const gone = await gateway.tenant('halfway');
  await gateway.database
    .open()
    .forPlatform((tx) =>
      tx.query('UPDATE organizations SET enabled = false, deleted_at = now() WHERE id = $1', [gone.id]),
    );
  await gateway.service.app.get(ConfigReconciler).reconcile();
  expect(await published(gone)).toBeNull();
});

test('its neighbours lose nothing', async () => {
  const gone = await gateway.tenant('beside');
  const socket = await plants.connect({ token: south.operator.accessToken });
  expect((await remove(gone, 'Plant beside', superAdmin)).status).toBe(204);
  expect(await statusOf(south, south.operator)).toBe(200);
  expect((await published(south))?.value.assets).toHaveLength(1);
  expect((await gateway.signIn(south.admin.email, south.admin.password)).accessToken).not.toBe('');
  expect(socket.connected).toBe(true);
});
