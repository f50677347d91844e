import assert from 'node:assert/strict';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { z } from 'zod';
import { REPEAT_GRACE_MS } from './refresh-token.js';
import { FREE_TRIES } from './tries.js';
import { scryptHash } from '../fixtures/former-hash.fixture.js';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';

const tokens = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.number() });
const withCode = z.object({ code: z.string(), status: z.number() });

describe('signing in', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '12' });
    tenant = await gateway.tenant('north');
  });
  afterAll(() => gateway.close());

  const refresh = (refreshToken: string) =>
    gateway.request('POST', '/api/v1/auth/refresh', { body: { refreshToken } });
  const me = (token: string) => gateway.request('GET', '/api/v1/auth/me', { token });

  test('shows who is signed in, and never a password hash', async () => {
    const answer = await me(tenant.operator.accessToken);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, {
      id: tenant.operator.userId,
      email: tenant.operator.email,
      name: 'OPERATOR of north',
      role: 'OPERATOR',
      organizationId: tenant.id,
      enabled: true,
    });
    assert.doesNotMatch(answer.text, /argon2|scrypt/);
  });

  test('replaces an outdated password hash at the next sign-in, also where two begin at once', async () => {
    const database = gateway.database.open();
    const { email, password, userId } = tenant.operator;
    const storedHash = async () => {
      const { rows } = await database.forPlatform((tx) =>
        tx.query('SELECT password_hash FROM users WHERE id = $1', [userId]),
      );
      return z.object({ password_hash: z.string() }).parse(rows[0]).password_hash;
    };
    const outdated = scryptHash(password);
    await database.forOrganization(organizationIdSchema.parse(tenant.id), (tx) =>
      tx.query('UPDATE users SET password_hash = $2 WHERE id = $1', [userId, outdated]),
    );
    const wrong = await gateway.request('POST', '/api/v1/auth/login', { body: { email, password: 'wrong' } });
    assert.equal(wrong.status, 401);
    assert.equal(await storedHash(), outdated);
    await Promise.all(Array.from({ length: 3 }, () => gateway.signIn(email, password)));
    const replaced = await storedHash();
    assert.match(replaced, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await gateway.signIn(email, password);
    assert.equal(await storedHash(), replaced);
  });

  test('refuses a wrong password and an unknown address with the same text', async () => {
    const attempts = [
      { email: tenant.admin.email, password: 'wrong' },
      { email: 'nobody@north.example', password: 'wrong' },
    ];
    const answers = await Promise.all(
      attempts.map((body) => gateway.request('POST', '/api/v1/auth/login', { body })),
    );
    assert.deepEqual(
      answers.map((a) => a.status),
      [401, 401],
    );
    assert.equal(answers[0]?.text, answers[1]?.text);
    assert.equal(withCode.parse(answers[0]?.body).code, 'AUTH.WRONG_CREDENTIALS');
  });

  test('rotates refresh tokens, and revokes the whole sign-in when one is used again after the grace period', async () => {
    const first = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    const second = tokens.parse((await refresh(first.refreshToken)).body);
    assert.equal((await me(second.accessToken)).status, 200);
    gateway.advance(REPEAT_GRACE_MS + 1_000);
    const reused = await refresh(first.refreshToken);
    assert.equal(reused.status, 401);
    assert.equal(withCode.parse(reused.body).code, 'AUTH.REFRESH_REUSED');
    assert.equal((await refresh(second.refreshToken)).status, 401, 'the token of the thief is refused too');
    assert.equal((await me(second.accessToken)).status, 401, 'its access tokens are refused too');
  });

  test('signs out at once', async () => {
    const signedIn = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    const answer = await gateway.request('POST', '/api/v1/auth/logout', { token: signedIn.accessToken });
    assert.equal(answer.status, 204);
    assert.equal((await me(signedIn.accessToken)).status, 401);
    assert.equal((await refresh(signedIn.refreshToken)).status, 401);
  });

  test('accepts no token that is missing, foreign, unsigned or changed', async () => {
    const [head = '', body = '', signature = ''] = tenant.admin.accessToken.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    for (const token of [
      '',
      'x',
      `${none}.${body}.`,
      `${head}.${body}.${signature.slice(0, -4)}AAAA`,
      `${head}.${tenant.operator.accessToken.split('.')[1] ?? ''}.${signature}`,
    ]) {
      const answer = await me(token);
      assert.equal(answer.status, 401);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    }
    assert.equal((await gateway.request('GET', '/api/v1/auth/me')).status, 401);
  });

  test('ends a sign-in when the password changes, and all when the user is disabled', async () => {
    const token = await gateway.superAdminWithin(tenant.id);
    const path = `/api/v1/organizations/${tenant.id}/users/${tenant.operator.userId}`;
    const disabled = await gateway.request('PATCH', path, { token, body: { enabled: false } });
    assert.equal(disabled.status, 200);
    assert.equal((await me(tenant.operator.accessToken)).status, 401);
    assert.equal((await refresh(tenant.operator.refreshToken)).status, 401);
    const changed = { enabled: true, password: 'another password' };
    await gateway.ok(z.unknown(), 'PATCH', path, { token, body: changed });
    assert.equal(
      (await me(tenant.operator.accessToken)).status,
      401,
      'the former sign-in does not come back',
    );
    await gateway.signIn(tenant.operator.email, 'another password');
  });

  test('refuses a disabled organization at once, and admits it again', async () => {
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    const other = await gateway.tenant('shut');
    await gateway.ok(z.unknown(), 'POST', `/api/v1/organizations/${other.id}/disable`, { token });
    assert.equal((await me(other.admin.accessToken)).status, 401);
    assert.equal((await refresh(other.admin.refreshToken)).status, 401);
    await gateway.ok(z.unknown(), 'POST', `/api/v1/organizations/${other.id}/enable`, { token });
    assert.equal((await me(other.admin.accessToken)).status, 200);
  });

  test('throttles guessing, and says when to come back', async () => {
    const body = { email: 'guessed@north.example', password: 'guess' };
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 13; attempt += 1) {
      statuses.push((await gateway.request('POST', '/api/v1/auth/login', { body })).status);
    }
    assert.ok(statuses.slice(0, FREE_TRIES).every((status) => status === 401));
    assert.equal(statuses[12], 429);
    const answer = await gateway.request('POST', '/api/v1/auth/login', { body });
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    assert.equal(withCode.parse(answer.body).code, 'HTTP.TOO_MANY_REQUESTS');
  });

  test('refuses a refresh token after its lifetime', async () => {
    gateway.advance(31 * 24 * 60 * 60 * 1_000);
    const answer = await refresh(tenant.admin.refreshToken);
    assert.equal(answer.status, 401);
    assert.equal(withCode.parse(answer.body).code, 'AUTH.REFRESH_REFUSED');
  });
});
