import assert from 'node:assert/strict';
import type { Database } from '@eagle/persistence';
import { z } from 'zod';
import { RunningGateway, type SignedIn, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { REPEAT_GRACE_MS, successorKey, successorOf } from './refresh-token.js';

const JWT_SECRET = '0d'.repeat(32);
const REFRESHES_PER_MINUTE = 5;
const tokens = z.object({ accessToken: z.string(), refreshToken: z.string() });
const withCode = z.object({ code: z.string() });

describe('refreshing', () => {
  let gateway: RunningGateway;
  let secondUrl: string;
  let database: Database;
  let tenant: Tenant;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      ...{ JWT_SECRET, REFRESHES_PER_MINUTE: String(REFRESHES_PER_MINUTE), LOGINS_PER_MINUTE: '100' },
    });
    secondUrl = await gateway.addReplica();
    database = gateway.database.open();
    tenant = await gateway.tenant('north');
  });
  afterAll(() => gateway.close());

  const refresh = (refreshToken: string, url = gateway.url) =>
    gateway.request('POST', '/api/v1/auth/refresh', { body: { refreshToken }, url });
  const me = (token: string) => gateway.request('GET', '/api/v1/auth/me', { token });
  let people = 0;
  /** A person with one sign-in that no other test refreshes. */
  const signedIn = async (): Promise<SignedIn> => (await gateway.tenant(`plant-${(people += 1)}`)).operator;

  test('answers two tabs that refresh at once, at two replicas, with the same successor, and both stay signed in', async () => {
    const first = await signedIn();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        refresh(first.refreshToken, n % 2 === 0 ? gateway.url : secondUrl),
      ),
    );
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]));
    const given = answers.map((answer) => tokens.parse(answer.body));
    assert.equal(new Set(given.map((each) => each.refreshToken)).size, 1);
    for (const each of given) assert.equal((await me(each.accessToken)).status, 200);
    assert.equal((await me(first.accessToken)).status, 200);
    assert.equal((await refresh(given[0]?.refreshToken ?? '')).status, 200);
  });

  test('gives the successor again to a client that lost the answer, also when the replica ended after its commit and before its answer', async () => {
    const first = await signedIn();
    const lost = tokens.parse((await refresh(first.refreshToken, secondUrl)).body);
    const again = tokens.parse((await refresh(first.refreshToken)).body);
    assert.equal(again.refreshToken, lost.refreshToken);
    gateway.advance(REPEAT_GRACE_MS - 5_000);
    assert.equal(tokens.parse((await refresh(first.refreshToken)).body).refreshToken, lost.refreshToken);
    assert.equal((await refresh(again.refreshToken)).status, 200);
  });

  test('revokes on reuse after the grace period, also where the successor was never used', async () => {
    const first = await signedIn();
    const second = tokens.parse((await refresh(first.refreshToken)).body);
    gateway.advance(REPEAT_GRACE_MS + 5_000);
    const reused = await refresh(first.refreshToken, secondUrl);
    assert.deepEqual([reused.status, withCode.parse(reused.body).code], [401, 'AUTH.REFRESH_REUSED']);
    assert.equal((await refresh(second.refreshToken)).status, 401);
    assert.equal((await me(second.accessToken)).status, 401);
  });

  test('gives no successor for a sign-in that ended within the grace period', async () => {
    const first = await signedIn();
    const second = tokens.parse((await refresh(first.refreshToken)).body);
    await gateway.request('POST', '/api/v1/auth/logout', { token: second.accessToken });
    const answer = await refresh(first.refreshToken);
    assert.deepEqual([answer.status, withCode.parse(answer.body).code], [401, 'AUTH.REFRESH_REFUSED']);
  });

  test('stores neither a token nor anything from which a successor can be made without the secret', async () => {
    const first = await signedIn();
    const second = tokens.parse((await refresh(first.refreshToken)).body);
    assert.equal(second.refreshToken, successorOf(first.refreshToken, successorKey(JWT_SECRET)));
    const stored = await database.forPlatform((tx) =>
      tx.query('SELECT r::text, s::text FROM refresh_tokens r, sign_ins s'),
    );
    const text = JSON.stringify(stored.rows);
    for (const token of [first.refreshToken, second.refreshToken]) {
      assert.ok(!text.includes(token) && !text.includes(Buffer.from(token).toString('hex')));
    }
  });

  test('limits how often one sign-in is refreshed, over all replicas, and says when to come back', async () => {
    let { refreshToken } = await signedIn();
    for (let n = 0; n < REFRESHES_PER_MINUTE - 1; n += 1) {
      const answer = await refresh(refreshToken, n % 2 === 0 ? gateway.url : secondUrl);
      assert.equal(answer.status, 200);
      ({ refreshToken } = tokens.parse(answer.body));
    }
    const tooOften = await refresh(refreshToken);
    assert.deepEqual([tooOften.status, withCode.parse(tooOften.body).code], [429, 'AUTH.REFRESH_TOO_OFTEN']);
    assert.ok(Number(tooOften.headers.get('retry-after')) > 0);
    gateway.advance(60_000);
    assert.equal((await refresh(refreshToken)).status, 200, 'the refusal ended nothing');
  });

  test('limits how many unknown tokens one address presents', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n <= REFRESHES_PER_MINUTE * 20; n += 20) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, m) => refresh(`a token that was never issued, ${n + m}`, secondUrl)),
      );
      for (const answer of answers) statuses.add(answer.status);
    }
    assert.deepEqual([...statuses].sort(), [401, 429]);
    assert.ok(tenant.admin.accessToken.length > 0);
  });
});
