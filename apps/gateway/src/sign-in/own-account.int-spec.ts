import assert from 'node:assert/strict';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { TestSocket } from '../fixtures/socket-client.fixture.js';

const withCode = z.object({ code: z.string() });
const session = z.object({
  id: z.string(),
  begunAt: z.string(),
  lastUsedAt: z.string(),
  address: z.string(),
  client: z.string(),
  isCurrent: z.boolean(),
  previous: z.object({ at: z.string(), address: z.string() }).nullable(),
});
const sessions = z.object({ items: z.array(session), nextCursor: z.string().nullable() });
const NEW_PASSWORD = 'seven kettles orbit';

describe('the own account', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '100' });
    [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
  });
  afterAll(() => gateway.close());

  const me = (token: string) => gateway.request('GET', '/api/v1/auth/me', { token });
  const refresh = (refreshToken: string) =>
    gateway.request('POST', '/api/v1/auth/refresh', { body: { refreshToken } });
  const signIn = async (client: string) => {
    const { email, password } = north.operator;
    return gateway.ok(
      z.object({ accessToken: z.string(), refreshToken: z.string() }),
      'POST',
      '/api/v1/auth/login',
      { body: { email, password }, headers: { 'user-agent': client } },
    );
  };
  const list = (token: string, query = '') =>
    gateway.ok(sessions, 'GET', `/api/v1/auth/sessions${query}`, { token });

  test('lists its sign-ins in pages, with time, place and client, and nobody else sees them', async () => {
    const phone = await signIn('phone/1.0');
    const { items } = await list(phone.accessToken);
    assert.ok(items.length >= 2);
    const current = items.find((item) => item.isCurrent);
    assert.deepEqual([current?.client, current?.address], ['phone/1.0', '127.0.0.1']);
    assert.ok(Date.parse(current?.begunAt ?? '') <= Date.parse(current?.lastUsedAt ?? ''));
    const first = await list(phone.accessToken, '?limit=1');
    const second = await list(phone.accessToken, `?limit=1&cursor=${first.nextCursor}`);
    assert.notEqual(first.items[0]?.id, second.items[0]?.id);
    const ids = (await list(south.admin.accessToken)).items.map((item) => item.id);
    assert.ok(!items.some((item) => ids.includes(item.id)));
    const bad = await gateway.request('GET', '/api/v1/auth/sessions?cursor=x', { token: phone.accessToken });
    assert.deepEqual([bad.status, withCode.parse(bad.body).code], [400, 'REQUEST.CURSOR_UNREADABLE']);
  });

  test('says when and from where the sign-in before was, and admins see the last one of each person', async () => {
    const people = async (tenant: Tenant) => {
      const page = z.object({
        items: z.array(z.object({ email: z.string(), lastSignInAt: z.string().nullable() })),
      });
      const path = `/api/v1/organizations/${tenant.id}/users`;
      return (await gateway.ok(page, 'GET', path, { token: tenant.admin.accessToken })).items;
    };
    const currentOf = async (token: string) =>
      (await list(token)).items.find(({ isCurrent }) => isCurrent) ?? assert.fail();
    const first = await currentOf((await signIn('phone/3.0')).accessToken);
    const second = await currentOf((await signIn('phone/4.0')).accessToken);
    assert.deepEqual(second.previous, { at: first.begunAt, address: first.address });
    const operator = (await people(north)).find(({ email }) => email === north.operator.email);
    assert.equal(operator?.lastSignInAt, second.begunAt);
    assert.ok(!(await people(south)).some(({ email }) => email === north.operator.email));

    const token = z.object({ token: z.string() });
    const body = { email: 'nobody.yet@north.example', role: 'OPERATOR', name: 'A person' };
    const invited = await gateway.ok(token, 'POST', `/api/v1/organizations/${north.id}/users`, {
      ...{ token: north.admin.accessToken, body },
    });
    const accepted = { token: invited.token, password: NEW_PASSWORD };
    await gateway.ok(z.unknown(), 'POST', '/api/v1/auth/invitations/accept', { body: accepted });
    const joined = (await people(north)).find(({ email }) => email === body.email);
    assert.equal(joined?.lastSignInAt, null);
  });

  test('ends one sign-in with its tokens and socket, but never a sign-in of somebody else', async () => {
    const phone = await signIn('phone/2.0');
    const socket = await TestSocket.connect(gateway.url, { token: phone.accessToken });
    const { items } = await list(north.operator.accessToken);
    const id = items.find((item) => item.client === 'phone/2.0')?.id ?? '';
    for (const [token, path] of [
      [south.admin.accessToken, id],
      [north.admin.accessToken, id],
      [north.operator.accessToken, '00000000-0000-4000-8000-000000000000'],
    ] as const) {
      const answer = await gateway.request('DELETE', `/api/v1/auth/sessions/${path}`, { token });
      assert.deepEqual([answer.status, withCode.parse(answer.body).code], [404, 'AUTH.SESSION_NOT_FOUND']);
    }
    assert.equal((await me(phone.accessToken)).status, 200);
    const path = `/api/v1/auth/sessions/${id.toUpperCase()}`;
    assert.equal((await gateway.request('DELETE', path, { token: north.operator.accessToken })).status, 204);
    assert.equal((await me(phone.accessToken)).status, 401);
    assert.equal((await refresh(phone.refreshToken)).status, 401);
    await eventually(() => !socket.connected);
    assert.ok(!(await list(north.operator.accessToken)).items.some((item) => item.id === id));
  });

  test('ends all other sign-ins at once', async () => {
    const others = [await signIn('tablet'), await signIn('desk')];
    const answer = await gateway.ok(z.object({ ended: z.number() }), 'DELETE', '/api/v1/auth/sessions', {
      token: north.operator.accessToken,
    });
    assert.ok(answer.ended >= 2);
    for (const other of others) assert.equal((await me(other.accessToken)).status, 401);
    assert.equal((await list(north.operator.accessToken)).items.length, 1);
    assert.equal((await me(north.admin.accessToken)).status, 200, 'sign-ins of others continue');
  });

  test('changes the password with the current one, ends the other sign-ins and keeps this one', async () => {
    const other = await signIn('other');
    const change = (body: unknown) =>
      gateway.request('POST', '/api/v1/auth/password', { token: north.operator.accessToken, body });
    const { email, password: currentPassword } = north.operator;
    for (const [body, status, code] of [
      [{ currentPassword: 'not this one', newPassword: NEW_PASSWORD }, 403, 'AUTH.WRONG_PASSWORD'],
      [{ currentPassword, newPassword: 'short' }, 400, 'REQUEST.INVALID'],
      [{ currentPassword, newPassword: 'passwordpassword' }, 400, 'AUTH.PASSWORD_COMMON'],
      [{ currentPassword, newPassword: `${email}1` }, 400, 'AUTH.PASSWORD_COMMON'],
      [{ newPassword: NEW_PASSWORD }, 400, 'REQUEST.INVALID'],
    ] as const) {
      const answer = await change(body);
      assert.deepEqual([answer.status, withCode.parse(answer.body).code], [status, code]);
    }
    assert.equal((await me(other.accessToken)).status, 200);
    assert.equal((await change({ currentPassword, newPassword: NEW_PASSWORD })).status, 204);
    assert.equal((await me(north.operator.accessToken)).status, 200);
    assert.equal((await me(other.accessToken)).status, 401);
    assert.equal((await refresh(other.refreshToken)).status, 401);
    await gateway.signIn(email, NEW_PASSWORD);
    await assert.rejects(gateway.signIn(email, currentPassword), /401/);
  });

  test('changes once when two requests come at the same time', async () => {
    const { accessToken: token } = north.admin;
    const answers = await Promise.all(
      ['eight kettles orbit', 'nine kettles orbit'].map((newPassword) =>
        gateway.request('POST', '/api/v1/auth/password', {
          token,
          body: { currentPassword: north.admin.password, newPassword },
        }),
      ),
    );
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [204, 409]);
  });

  test('changes its password only with the current one, also for an admin, and refuses common passwords from admins', async () => {
    const token = await gateway.superAdminWithin(south.id);
    const path = (tenant: Tenant, userId: string) => `/api/v1/organizations/${tenant.id}/users/${userId}`;
    const own = await gateway.request('PATCH', path(south, south.admin.userId), {
      token: south.admin.accessToken,
      body: { password: NEW_PASSWORD },
    });
    assert.deepEqual([own.status, withCode.parse(own.body).code], [409, 'USER.OWN_ACCOUNT']);
    const common = await gateway.request('PATCH', path(south, south.operator.userId), {
      token,
      body: { password: 'qwertyuiopasdfgh' },
    });
    assert.deepEqual([common.status, withCode.parse(common.body).code], [400, 'AUTH.PASSWORD_COMMON']);
  });
});
