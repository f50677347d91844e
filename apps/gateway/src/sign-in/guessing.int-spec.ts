import assert from 'node:assert/strict';
import type { Database } from '@eagle/persistence';
import { z } from 'zod';
import { postFrom } from '../fixtures/request-from.fixture.js';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { DELAY_MAX_MS, FREE_TRIES } from './tries.js';

const withCode = z.object({ code: z.string() });
const failedTries = z.object({ count: z.number(), lastAt: z.string().nullable() });
/** A guess from this machine's usual address counts as the owner's. */
const strange = (n: number) => `127.0.${Math.floor(n / 200) + 1}.${(n % 200) + 2}`;

describe('guessing a password', () => {
  let gateway: RunningGateway;
  let urls: string[];
  let database: Database;
  let tenant: Tenant;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '1000' });
    urls = [gateway.url, await gateway.addReplica()];
    database = gateway.database.open();
    tenant = await gateway.tenant('north');
  });
  afterAll(() => gateway.close());

  const login = (address: string, email: string, password: string, url = gateway.url) =>
    postFrom(address, `${url}/api/v1/auth/login`, { email, password });
  /**
   * Many addresses at both replicas at once. @returns how many passwords were checked, and the
   * answers without the waiting time.
   */
  const guess = async (email: string, tries: number) => {
    const answers = await Promise.all(
      Array.from({ length: tries }, (_, n) => login(strange(n), email, `guess ${n}`, urls[n % 2])),
    );
    const codes = answers.map((answer) => withCode.parse(JSON.parse(answer.text)).code);
    const judged = codes.filter((code) => code === 'AUTH.WRONG_CREDENTIALS').length;
    return { judged, kinds: [...new Set(codes)].sort() };
  };

  test('is bounded over all addresses and replicas, for existing and unknown accounts alike', async () => {
    const [known, unknown] = await Promise.all([
      guess(tenant.admin.email, 60),
      guess('nobody@north.example', 60),
    ]);
    for (const each of [known, unknown]) {
      assert.deepEqual(each.kinds, ['AUTH.TRY_LATER', 'AUTH.WRONG_CREDENTIALS']);
      assert.ok(
        each.judged >= FREE_TRIES && each.judged <= FREE_TRIES + 2,
        `${each.judged} passwords were tried`,
      );
    }
  });

  test('does not lock the owner out at the usual place, and is reported to the owner', async () => {
    await guess(tenant.operator.email, 40);
    gateway.advance(1_000);
    // From the address where this person signed in before.
    const answer = await gateway.request('POST', '/api/v1/auth/login', {
      body: { email: tenant.operator.email, password: 'a slip of the finger' },
    });
    assert.equal(answer.status, 401);
    const signedIn = await gateway.ok(
      z.object({ accessToken: z.string(), failedTriesBefore: failedTries }),
      'POST',
      '/api/v1/auth/login',
      { body: { email: tenant.operator.email, password: tenant.operator.password } },
    );
    assert.ok(signedIn.failedTriesBefore.count > FREE_TRIES, 'guesses and the slip');
    assert.ok(Date.parse(signedIn.failedTriesBefore.lastAt ?? '') > 0);
    const since = await guess(tenant.operator.email, 5);
    gateway.advance(2 * DELAY_MAX_MS);
    await login('127.0.9.9', tenant.operator.email, 'one more guess');
    const sessions = await gateway.ok(
      z.object({ items: z.array(z.object({ failedTriesBefore: failedTries })), failedTries }),
      'GET',
      '/api/v1/auth/sessions',
      { token: signedIn.accessToken },
    );
    assert.deepEqual(sessions.items[0]?.failedTriesBefore, signedIn.failedTriesBefore);
    assert.equal(sessions.failedTries.count, since.judged + 1, 'only passwords that were checked count');
    const refused = await gateway.ok(
      z.object({ items: z.array(z.unknown()) }),
      ...(['GET', `/api/v1/audit?action=SIGN_IN.REFUSED&actorId=${tenant.operator.userId}`] as const),
      { token: tenant.admin.accessToken },
    );
    assert.ok(refused.items.length > 0);
  });

  test('leaves a way in from anywhere: a guesser at one address waits longer than the owner', async () => {
    const owner = await gateway.tenant('elsewhere');
    const { email, password } = owner.admin;
    for (let n = 0; n < FREE_TRIES + 5; n += 1) {
      gateway.advance(2 * DELAY_MAX_MS);
      assert.equal((await login('127.0.5.5', email, `guess ${n}`)).status, 401);
    }
    const reported = await login('127.0.6.6', email, password);
    assert.equal(reported.status, 429);
    gateway.advance(reported.retryAfter * 1_000);
    assert.equal((await login('127.0.5.5', email, 'at once again')).status, 429);
    assert.equal((await login('127.0.6.6', email, password)).status, 200);
  });

  test('waits short delays out: people who sign in many times at once all get in', async () => {
    const owner = await gateway.tenant('many-at-once');
    const { email, password } = owner.operator;
    const answers = await Promise.all(Array.from({ length: 15 }, () => login('127.0.7.7', email, password)));
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]));
  });

  test('is forgotten when an admin sets a new password', async () => {
    const owner = await gateway.tenant('helped');
    await guess(owner.operator.email, 30);
    const token = await gateway.superAdminWithin(owner.id);
    await gateway.ok(
      z.unknown(),
      'PATCH',
      `/api/v1/organizations/${owner.id}/users/${owner.operator.userId}`,
      {
        token,
        body: { password: 'seven kettles orbit' },
      },
    );
    assert.equal((await login('127.0.8.8', owner.operator.email, 'seven kettles orbit')).status, 200);
  });

  test('is no faster for the holder of an access token who tries the current password of its owner', async () => {
    const owner = await gateway.tenant('token-stolen');
    const codes: string[] = [];
    for (let n = 0; n < FREE_TRIES + 4; n += 1) {
      const answer = await gateway.request('POST', '/api/v1/auth/password', {
        token: owner.admin.accessToken,
        body: { currentPassword: `guess ${n}`, newPassword: 'seven kettles orbit' },
      });
      codes.push(withCode.parse(answer.body).code);
    }
    assert.ok(codes.includes('AUTH.TRY_LATER'));
    assert.ok(codes.filter((code) => code === 'AUTH.WRONG_PASSWORD').length <= FREE_TRIES + 2);
  });

  test('leaves no address in clear text in the stored tries', async () => {
    const { rows } = await database.forPlatform((tx) =>
      tx.query('SELECT t::text AS row FROM sign_in_tries t'),
    );
    assert.ok(rows.length > 0);
    const hex = Buffer.from('nobody@north.example').toString('hex');
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(`nobody|${hex}`));
  });
});
