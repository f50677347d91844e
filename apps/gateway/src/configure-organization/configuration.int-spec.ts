import assert from 'node:assert/strict';
import { createCipheriv, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  BUCKETS,
  feedAccount,
  feedCredentialsSchema,
  type OrganizationConfig,
  organizationConfigSchema,
  organizationIdSchema,
  RPC,
} from '@eagle/contracts';
import type { Bucket } from '@eagle/messaging';
import { FeedPasswords, openSecret, Secret } from '@eagle/service-kit';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import {
  plantConfig,
  RunningGateway,
  SUPER_ADMIN,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';
import { ConfigReconciler } from './config-reconciler.js';

const SECRETS_KEY = 'ab'.repeat(32);
const problem = z.object({
  code: z.string(),
  status: z.number(),
  instance: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});
const revised = z.object({ revision: z.number() });

describe('configuring an organization', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let bucket: Bucket<OrganizationConfig>;
  let token: string;
  const at = (part: string): string => `/api/v1/organizations/${tenant.id}/${part}`;
  const put = (part: string, body: unknown, headers: Record<string, string> = {}) =>
    gateway.request('PUT', at(part), { token, body, headers });
  const published = async (): Promise<OrganizationConfig> => {
    const entry = await bucket.get(tenant.id);
    assert.ok(entry !== null);
    return entry.value;
  };

  /** As a service that opens feeds would get it. */
  const passwordOf = async ({ organizationId, feed }: OrganizationConfig): Promise<string> => {
    assert.ok(feed !== null);
    const bucket = gateway.bus.bus.bucket(BUCKETS.feedCredentials, feedCredentialsSchema);
    return new FeedPasswords(bucket, new Secret(SECRETS_KEY)).stored(organizationId, feed);
  };
  const storedSealed = async (): Promise<string> => {
    const bucket = gateway.bus.bus.bucket(BUCKETS.feedCredentials, feedCredentialsSchema);
    return (await bucket.get(tenant.id))?.value.passwordSealed ?? '';
  };
  const storeRevision = async (config: unknown, revision: number): Promise<void> => {
    const organizationId = organizationIdSchema.parse(tenant.id);
    await gateway.database
      .open()
      .forOrganization(organizationId, (tx) =>
        tx.query('INSERT INTO organization_configs (organization_id, revision, config) VALUES ($1, $2, $3)', [
          organizationId,
          revision,
          JSON.stringify(config),
        ]),
      );
  };
  before(async () => {
    gateway = await RunningGateway.start({ SECRETS_KEY, LOGINS_PER_MINUTE: '100' });
    tenant = await gateway.tenant('north');
    token = tenant.admin.accessToken;
    bucket = gateway.bus.bus.bucket(BUCKETS.config, organizationConfigSchema);
  });
  after(() => gateway.close());

  it('gives the services everything at once, the password sealed, and never shows it again', async () => {
    const answer = await put('config', plantConfig());
    assert.equal(answer.status, 200, answer.text);
    const config = await published();
    assert.equal(config.revision, revised.parse(answer.body).revision);
    assert.equal(config.slug, 'north');
    assert.equal(await passwordOf(config), 'scada-password-1');
    const told = await gateway.bus.bus.bucket(BUCKETS.config, z.unknown()).get(tenant.id);
    assert.doesNotMatch(JSON.stringify(told?.value), /scada-password-1|assword|v2\./);
    for (const part of ['config', 'feed']) {
      const { text } = await gateway.request('GET', at(part), { token });
      assert.match(text, /"passwordSet":true/);
      assert.doesNotMatch(text, /scada-password-1|passwordSealed|v2\./);
    }
  });

  it('makes no new revision of what is the same', async () => {
    const before = await published();
    assert.equal((await put('config', plantConfig())).status, 200);
    assert.deepEqual(await published(), before);
  });

  it('changes one part and leaves the others', async () => {
    const before = await published();
    const rules = before.rules.map((rule) => ({ ...rule, title: 'Renamed' }));
    assert.equal((await put('rules', { rules })).status, 200);
    const config = await published();
    assert.equal(config.revision, before.revision + 1);
    assert.equal(config.rules[0]?.title, 'Renamed');
    assert.deepEqual({ ...config, rules: [], revision: 0 }, { ...before, rules: [], revision: 0 });
  });

  it('names every mistake between the parts, with its place, and stores nothing', async () => {
    const before = await published();
    const answer = await put('config', {
      ...plantConfig(),
      rules: [{ ...before.rules[0], tag: 'nowhere', states: ['running'] }],
      settings: { failures: { tags: [{ tag: 'gone', component: 'impeller' }] } },
      mapping: {
        ...before.mapping,
        source: {
          layout: 'wide',
          asset: { assetId: 'pump-9' },
          columns: [
            { column: 'f', tag: 'flow' },
            { column: 'f', tag: 'flow-set' },
          ],
        },
      },
    });
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    const { code, errors, instance } = problem.parse(answer.body);
    assert.equal(code, 'REQUEST.INVALID');
    assert.equal(instance, at('config'));
    assert.deepEqual(errors.map((mistake) => mistake.pointer).sort(), [
      '/mapping/source/asset/assetId',
      '/mapping/source/columns/1/column',
      '/rules/0/states/0',
      '/rules/0/tag',
      '/settings/failures/tags/0/tag',
    ]);
    assert.deepEqual(await published(), before);
  });

  it('names every mistake of shape as well', async () => {
    const answer = await put('rules', { rules: [{ id: 'x', type: 'limit' }, { type: 'no-such' }] });
    assert.equal(answer.status, 400);
    const pointers = problem.parse(answer.body).errors.map((mistake) => mistake.pointer);
    assert.ok(pointers.includes('/rules/0/tag') && pointers.includes('/rules/1/type'), pointers.join());
  });

  it('keeps a stored password for the same account only', async () => {
    const { password, ...feed } = plantConfig().feed ?? assert.fail();
    assert.equal(password, 'scada-password-1');
    assert.equal((await put('feed', { ...feed, pollIntervalMs: 5_000 })).status, 200);
    assert.equal(await passwordOf(await published()), 'scada-password-1');
    const elsewhere = await put('feed', { ...feed, host: 'attacker.example' });
    assert.equal(problem.parse(elsewhere.body).code, 'FEED.PASSWORD_REQUIRED');
  });

  it('refuses a change made on an older revision', async () => {
    const { revision } = await published();
    const { settings } = plantConfig();
    const changed = { ...settings, quotaRowsPerSecond: 500 };
    assert.equal((await put('settings', changed, { 'if-match': `"${revision}"` })).status, 200);
    const late = await put('settings', settings, { 'if-match': `"${revision}"` });
    assert.equal(late.status, 409);
    assert.equal(problem.parse(late.body).code, 'CONFIG.CHANGED_MEANWHILE');
  });

  it('takes changes that come at once one after the other', async () => {
    const { revision } = await published();
    const { settings } = plantConfig();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => put('settings', { ...settings, quotaRowsPerSecond: 1_000 + n })),
    );
    assert.ok(answers.every((answer) => answer.status === 200));
    await eventually(async () => assert.equal((await published()).revision, revision + 5));
    const { settings: stored } = await gateway.ok(
      z.object({ settings: z.object({ quotaRowsPerSecond: z.number() }) }),
      'GET',
      at('config'),
      { token },
    );
    assert.equal((await published()).settings.quotaRowsPerSecond, stored.quotaRowsPerSecond);
  });

  it('tells the services of a disabled organization', async () => {
    const { accessToken } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    await gateway.ok(z.unknown(), 'POST', at('disable'), { token: accessToken });
    assert.equal((await published()).enabled, false);
    await gateway.ok(z.unknown(), 'POST', at('enable'), { token: accessToken });
    assert.equal((await published()).enabled, true);
  });

  it('heals what a crash between commit and put left, and what a lost bucket lost', async () => {
    const expected = await published();
    const organizationId = organizationIdSchema.parse(tenant.id);
    const reconciler = gateway.service.app.get(ConfigReconciler);
    await bucket.delete(tenant.id);
    const stray = '00000000-0000-4000-8000-000000000000';
    await bucket.put(stray, { ...expected, organizationId: organizationIdSchema.parse(stray) });
    // Repeated: the reconciler hears of what happened to the bucket a moment later.
    await eventually(async () => {
      await reconciler.reconcile();
      assert.deepEqual((await bucket.get(tenant.id))?.value, expected);
      assert.equal(await bucket.get(stray), null);
    });

    const database = gateway.database.open();
    const enable = (enabled: boolean): Promise<unknown> =>
      database.forPlatform((tx) =>
        tx.query('UPDATE organizations SET enabled = $2 WHERE id = $1', [organizationId, enabled]),
      );
    for (const enabled of [false, true]) {
      await enable(enabled);
      await reconciler.reconcile();
      assert.equal((await published()).enabled, enabled);
    }
    await eventually(async () =>
      assert.deepEqual(
        await reconciler.reconcile(),
        { published: 0, withdrawn: 0 },
        'then there is nothing to do',
      ),
    );
  });

  it('publishes a revision that was stored and never told', async () => {
    const before = await published();
    const next = { ...before, revision: before.revision + 1 };
    const stored = await storedSealed();
    await storeRevision({ ...next, feed: { ...next.feed, passwordSealed: stored } }, next.revision);
    await gateway.service.app.get(ConfigReconciler).reconcile();
    assert.deepEqual(await published(), next);
  });

  it('replaces what lies in the bucket and is no configuration', async () => {
    const before = await published();
    await gateway.bus.bus.bucket(BUCKETS.config, z.unknown()).put(tenant.id, { revision: 'none' });
    await assert.rejects(published(), { code: 'BUS.BUCKET_VALUE_INVALID' });
    const reconciler = gateway.service.app.get(ConfigReconciler);
    await eventually(async () => {
      await reconciler.reconcile();
      assert.deepEqual(await published(), before);
    });
  });

  for (const [what, forge] of [
    ['the revision it has', (revision: number) => revision],
    ['a later revision', (revision: number) => revision + 1_000],
    ['an earlier revision', (revision: number) => revision - 1],
  ] as const) {
    it(`replaces a forged configuration of ${what} within seconds`, async () => {
      const before = await published();
      const forged = {
        ...before,
        revision: forge(before.revision),
        rules: [],
        assets: before.assets.slice(0, 0),
      };
      await bucket.put(tenant.id, forged);
      await eventually(async () => assert.deepEqual(await published(), before), { deadlineMs: 10_000 });
    });
  }

  it('hands a feed to be looked at over with the password sealed, and its answer back', async () => {
    const hosts: string[] = [];
    const organizationId = organizationIdSchema.parse(tenant.id);
    await gateway.bus.bus.serve(RPC.testFeed, ({ feed, passwordSealed, table }) => {
      const password = openSecret(passwordSealed, SECRETS_KEY, feedAccount(organizationId, feed));
      hosts.push(`${feed.host} ${table ?? '-'} ${password}`);
      return { ok: false, problem: 'unreachable' as const, reason: 'no route', latencyMs: 3 };
    });
    const stored = await gateway.request('POST', at('feed/test'), { token });
    assert.deepEqual(stored.body, { ok: false, problem: 'unreachable', reason: 'no route', latencyMs: 3 });
    const given = { ...plantConfig().feed, host: 'other.example', password: 'pw' };
    await gateway.ok(z.unknown(), 'POST', at('feed/test'), { token, body: { feed: given, table: 'x' } });
    assert.deepEqual(hosts, ['scada.example public.scans scada-password-1', 'other.example x pw']);
  });

  it('gives a lost password to the readers of feeds again', async () => {
    const bucket = gateway.bus.bus.bucket(BUCKETS.feedCredentials, feedCredentialsSchema);
    await bucket.delete(tenant.id);
    const reconciler = gateway.service.app.get(ConfigReconciler);
    await eventually(async () => {
      await reconciler.reconcile();
      assert.equal(await passwordOf(await published()), 'scada-password-1');
    });
  });

  it('seals the password of an older installation anew, and tells it to nobody who does not open feeds', async () => {
    const before = await published();
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(SECRETS_KEY, 'hex'), nonce).setAAD(
      Buffer.from(''),
    );
    const text = Buffer.concat([cipher.update('old-password'), cipher.final()]);
    const unbound = `v1.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
    const revision = before.revision + 1;
    await storeRevision({ ...before, revision, feed: { ...before.feed, passwordSealed: unbound } }, revision);
    await gateway.service.app.get(ConfigReconciler).reconcile();
    const config = await published();
    assert.equal(config.revision, revision + 1);
    assert.equal(await passwordOf(config), 'old-password');
  });

  it('asks for the password again where that of an older installation cannot be opened', async () => {
    const before = await published();
    const revision = before.revision + 1;
    const feed = { ...before.feed, passwordSealed: 'v1.of-another-key' };
    await storeRevision({ ...before, revision, feed }, revision);
    await gateway.service.app.get(ConfigReconciler).reconcile();
    await assert.rejects(passwordOf(await published()), { code: 'FEED.PASSWORD_UNKNOWN' });
    const { text } = await gateway.request('GET', at('feed'), { token });
    assert.match(text, /"passwordSet":false/);
    const test = await gateway.request('POST', at('feed/test'), { token });
    assert.deepEqual([test.status, problem.parse(test.body).code], [400, 'FEED.PASSWORD_REQUIRED']);
    const { password, ...kept } = plantConfig().feed ?? assert.fail();
    const without = await put('feed', kept);
    assert.equal(problem.parse(without.body).code, 'FEED.PASSWORD_REQUIRED');
    assert.equal((await put('feed', { ...kept, password })).status, 200);
    assert.equal(await passwordOf(await published()), password);
  });

  it('says plainly when the service that should answer does not run', async () => {
    const answer = await gateway.request('POST', at('feed/discover'), { token });
    assert.equal(answer.status, 503);
    assert.equal(problem.parse(answer.body).code, 'RPC.NO_RESPONDER');
  });

  it('keeps failure records once each', async () => {
    const records = [
      { assetId: 'pump-1', component: 'impeller', at: '2026-01-01T00:00:00.000Z' },
      { assetId: 'pump-1', component: 'impeller', at: '2026-01-02T00:00:00.000Z' },
    ];
    const post = (body: unknown) => gateway.request('POST', at('failure-records'), { token, body });
    assert.deepEqual((await post({ records })).body, { received: 2, added: 2 });
    assert.deepEqual((await post({ records: [...records, ...records] })).body, { received: 4, added: 0 });
    const page = z.object({
      items: z.array(z.object({ at: z.string() })),
      nextCursor: z.string().nullable(),
    });
    const first = await gateway.ok(page, 'GET', at('failure-records?limit=1'), { token });
    const second = await gateway.ok(
      page,
      'GET',
      at(`failure-records?limit=1&cursor=${first.nextCursor ?? ''}`),
      { token },
    );
    assert.deepEqual(
      [...first.items, ...second.items].map((item) => item.at),
      records.map((record) => record.at),
    );
    assert.equal(second.nextCursor, null);
  });

  it('lets an operator read but not change', async () => {
    const operator = tenant.operator.accessToken;
    assert.equal((await gateway.request('GET', at('rules'), { token: operator })).status, 200);
    for (const [method, part] of [
      ['PUT', 'rules'],
      ['GET', 'feed'],
      ['GET', 'users'],
      ['POST', 'feed/test'],
    ] as const) {
      const body = method === 'GET' ? {} : { body: {} };
      const answer = await gateway.request(method, at(part), { token: operator, ...body });
      assert.equal(problem.parse(answer.body).code, 'ACCESS.ROLE_REFUSED', part);
    }
  });
});
