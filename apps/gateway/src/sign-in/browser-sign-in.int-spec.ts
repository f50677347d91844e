import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROUTES } from '@eagle/contracts/rest';
import { z } from 'zod';
import {
  type Answer,
  type Member,
  RunningGateway,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';
import { LOST_ANSWER_GRACE_MS, REPEAT_GRACE_MS } from './refresh-token.js';

const PATH = '/api/v1/auth/browser';
const begun = ROUTES.browserSignIn.begin.reply;
const renewal = ROUTES.browserSignIn.renew.reply;
const withCode = z.object({ code: z.string() });

/** What the launcher writes while it sets its plants up. */
const runFileOf = ({ id, slug }: Tenant, users: readonly unknown[]) => ({
  gatewayUrl: 'http://127.0.0.1:1',
  apiDocsUrl: 'http://127.0.0.1:1/api/docs',
  natsUrl: '',
  databaseUrl: '',
  organizations: [{ id, slug, name: `Plant ${slug}`, scadaUrl: '' }],
  users,
  processes: [],
  startedAt: '2026-01-01T00:00:00Z',
  readyAt: null,
});

describe('a browser', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ PUBLIC_PATH: '/eagle', LOGINS_PER_MINUTE: '100' });
    tenant = await gateway.tenant('north');
  });
  afterAll(() => gateway.close());

  const begin = ({ email, password }: Member, headers: Record<string, string> = {}) =>
    gateway.request('POST', PATH, { body: { email, password }, headers });
  const renew = (cookie: string, headers: Record<string, string> = {}) =>
    gateway.request('PUT', PATH, { headers: { cookie, ...headers } });
  const me = (token: string) => gateway.request('GET', '/api/v1/auth/me', { token });
  /** What the browser sends back of the answer's cookie. */
  const cookieOf = (answer: Answer): string => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const renewed = async (cookie: string) => {
    const answer = await renew(cookie);
    expect(answer.status).toBe(200);
    return { ...renewal.parse(answer.body), cookie: cookieOf(answer) };
  };

  test('gets the refresh token in a cookie of its own path, and never in the answer', async () => {
    const answer = await begin(tenant.operator);
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^eagle-sign-in-[0-9a-f]{8}=[A-Za-z0-9_-]{43}; Path=\/eagle\/api\/v1\/auth\/browser; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.text).not.toContain(cookieOf(answer).split('=')[1]);
    expect((await me(begun.parse(answer.body).token.accessToken)).status).toBe(200);
  });

  test('stays signed in by the cookie alone, and a client with its token in the body beside it', async () => {
    const first = await renewed(cookieOf(await begin(tenant.operator)));
    const second = await renewed(first.cookie);
    const person = await me(second.token?.accessToken ?? '');
    expect([person.status, person.body]).toEqual([200, second.user]);
    const { refreshToken } = await gateway.signIn(tenant.operator.email, tenant.operator.password);
    const client = await gateway.request('POST', '/api/v1/auth/refresh', { body: { refreshToken } });
    expect(client.status).toBe(200);
  });

  test('that lost the answer stays signed in for ten minutes, and two tabs get one successor', async () => {
    const start = cookieOf(await begin(tenant.operator));
    const [one, other] = await Promise.all([renewed(start), renewed(start)]);
    expect(one.cookie).toBe(other.cookie);
    gateway.advance(LOST_ANSWER_GRACE_MS - 5_000);
    expect((await renewed(start)).cookie).toBe(one.cookie);
    expect((await renewed(one.cookie)).ended).toBeNull();
  });

  test('is signed out when an old cookie comes back after its successor was used', async () => {
    const start = cookieOf(await begin(tenant.operator));
    const next = await renewed(start);
    const last = await renewed(next.cookie);
    gateway.advance(REPEAT_GRACE_MS + 5_000);
    const stolen = await renew(start);
    expect(renewal.parse(stolen.body)).toEqual({ token: null, user: null, ended: 'ended' });
    expect(stolen.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await me(last.token?.accessToken ?? '')).status).toBe(401);
  });

  test('without a sign-in is told so, without an error', async () => {
    const answer = await gateway.request('PUT', PATH);
    expect([answer.status, answer.body]).toEqual([200, { token: null, user: null, ended: 'never-begun' }]);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test('is refused when the request comes from a page of another site', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site };
      const refused = [await begin(tenant.operator, headers), await renew('x=y', headers)];
      for (const answer of refused) {
        expect([answer.status, withCode.parse(answer.body).code]).toEqual([403, 'AUTH.OTHER_SITE']);
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
    }
  });

  test('signs out: its token, its cookie and its renewal end', async () => {
    const answer = await begin(tenant.operator);
    const token = begun.parse(answer.body).token.accessToken;
    const ended = await gateway.request('DELETE', PATH, { token });
    expect([ended.status, ended.headers.get('set-cookie')?.includes('Max-Age=0')]).toEqual([204, true]);
    expect((await me(token)).status).toBe(401);
    expect((await renewed(cookieOf(answer))).ended).toBe('ended');
  });

  test('is offered the accounts of a demonstration, as soon as they are there', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'eagle-run-'));
    const file = path.join(folder, 'run.json');
    const url = await gateway.addReplica({ DEMONSTRATION_RUN_FILE: file });
    const offered = () => gateway.request('GET', '/api/v1/auth/demonstration', { url });
    expect((await offered()).body).toEqual({ accounts: [] });
    const { email, password } = tenant.operator;
    const account = { email, password, role: 'OPERATOR', organizationId: tenant.id };
    await writeFile(file, JSON.stringify(runFileOf(tenant, [account])));
    expect((await offered()).body).toEqual({
      accounts: [{ email, password, role: 'OPERATOR', organization: 'Plant north' }],
    });
    await rm(folder, { recursive: true });
  });

  test('is offered no accounts where nothing is demonstrated', async () => {
    const answer = await gateway.request('GET', '/api/v1/auth/demonstration');
    expect([answer.status, answer.body]).toEqual([200, { accounts: [] }]);
  });
});
