import { visitSchema } from '@eagle/contracts/rest';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import { type RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';

const HOUR_MS = 60 * 60_000;
const entriesSchema = z.object({
  items: z.array(z.object({ action: z.string(), actorId: z.string().nullable(), details: z.unknown() })),
});
const withCode = z.object({ code: z.string() });
const listSchema = z.object({ items: z.array(visitSchema) });

describe('a super-admin within an organization', () => {
  let plants: ListeningPlants;
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;

  beforeAll(async () => {
    plants = await ListeningPlants.start();
    ({ gateway, north, south } = plants);
  });
  afterEach(() => plants.closeSockets());
  afterAll(() => plants.close());

  const signIn = async (): Promise<string> =>
    (await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password)).accessToken;
  const at = ({ id }: Tenant, act: 'enter' | 'leave') => `/api/v1/organizations/${id}/${act}`;
  const enter = (token: string, tenant: Tenant, reason: string) =>
    gateway.request('POST', at(tenant, 'enter'), { token, body: { reason } });
  const leave = (token: string, tenant: Tenant) =>
    gateway.request('POST', at(tenant, 'leave'), { token, body: {} });
  const codeOf = async (token: string, tenant: Tenant): Promise<string | number> => {
    const answer = await gateway.request('GET', `/api/v1/alerts?organizationId=${tenant.id}`, { token });
    return answer.status === 200 ? 200 : withCode.parse(answer.body).code;
  };
  const logOf = async (tenant: Tenant) => {
    const path = '/api/v1/audit?limit=200';
    return (await gateway.ok(entriesSchema, 'GET', path, { token: tenant.admin.accessToken })).items;
  };

  test('acts for an hour, and its log has the reason', async () => {
    const token = await signIn();
    expect(await codeOf(token, south)).toBe('TENANCY.NOT_ENTERED');
    const answer = await enter(token, south, '  The feed is down  ');
    expect(answer.status).toBe(200);
    const visit = visitSchema.parse(answer.body);
    expect(visit).toMatchObject({
      organizationId: south.id,
      organizationName: 'Plant south',
      reason: 'The feed is down',
    });
    expect(Date.parse(visit.endsAt) - Date.parse(visit.enteredAt)).toBe(HOUR_MS);
    expect(await codeOf(token, south)).toBe(200);
    expect(await codeOf(token, north)).toBe('TENANCY.NOT_ENTERED');
    expect(await logOf(south)).toContainEqual(
      expect.objectContaining({
        action: 'ORGANIZATION.ENTERED',
        details: { reason: 'The feed is down', endsAt: visit.endsAt },
      }),
    );
    gateway.advance(HOUR_MS + 1_000);
    expect(await codeOf(token, south)).toBe('TENANCY.NOT_ENTERED');
    gateway.advance(-HOUR_MS - 1_000);
  });

  test('needs a reason', async () => {
    const token = await signIn();
    for (const reason of ['', '   ', 'x'.repeat(201)]) {
      expect((await enter(token, south, reason)).status).toBe(400);
    }
    expect((await gateway.request('POST', at(south, 'enter'), { token, body: {} })).status).toBe(400);
    expect(await codeOf(token, south)).toBe('TENANCY.NOT_ENTERED');
  });

  test('is within it by one sign-in alone, and sees which ones it has entered', async () => {
    const [first, second] = [await signIn(), await signIn()];
    await enter(first, south, 'one');
    await enter(first, north, 'two');
    expect([await codeOf(second, south), await codeOf(second, north)]).toEqual([
      'TENANCY.NOT_ENTERED',
      'TENANCY.NOT_ENTERED',
    ]);
    const of = async (token: string) =>
      (await gateway.ok(listSchema, 'GET', '/api/v1/platform/visits', { token })).items;
    expect((await of(first)).map(({ reason }) => reason).toSorted()).toEqual(['one', 'two']);
    expect(await of(second)).toEqual([]);
  });

  test('leaves it before the hour is over, which ends its sockets and is in the log', async () => {
    const token = await signIn();
    await enter(token, south, 'a look');
    const socket = await plants.connect({ token, organizationId: south.id });
    const member = await plants.connect({ token: south.operator.accessToken });
    expect((await leave(token, south)).status).toBe(204);
    expect(await codeOf(token, south)).toBe('TENANCY.NOT_ENTERED');
    await eventually(() => expect(socket.ended).toBe('access-withdrawn'));
    expect(member.ended).toBeNull();
    const left = async () =>
      (await logOf(south)).filter(({ action }) => action === 'ORGANIZATION.LEFT').length;
    const before = await left();
    expect(before).toBeGreaterThan(0);
    expect((await leave(token, south)).status).toBe(204);
    expect(await left()).toBe(before);
  });

  test('is told that there is no such organization', async () => {
    const token = await signIn();
    const path = '/api/v1/organizations/00000000-0000-4000-8000-000000000000/enter';
    const answer = await gateway.request('POST', path, { token, body: { reason: 'x' } });
    expect([answer.status, withCode.parse(answer.body).code]).toEqual([404, 'ORGANIZATION.NOT_FOUND']);
  });

  test('is nobody else: members can neither enter nor leave, nor read who did', async () => {
    for (const { accessToken: token } of [south.admin, south.operator, north.admin]) {
      for (const act of ['enter', 'leave'] as const) {
        const answer = await gateway.request('POST', at(south, act), { token, body: { reason: 'x' } });
        expect(answer.status).toBe(403);
      }
      expect((await gateway.request('GET', '/api/v1/platform/visits', { token })).status).toBe(403);
    }
  });
});
