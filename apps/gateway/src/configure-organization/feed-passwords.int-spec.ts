import assert from 'node:assert/strict';
import { createCipheriv, randomBytes } from 'node:crypto';
import { BUCKETS, feedAccount, RPC } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { openSecret } from '@eagle/service-kit';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { plantConfig } from '../fixtures/running-gateway.fixture.js';
import { ConfigReconciler } from './config-reconciler.js';
import { ConfiguredPlant, SECRETS_KEY } from './configured-plant.fixture.js';

const problem = z.object({ code: z.string() });

describe('passwords of feeds', () => {
  let plant: ConfiguredPlant;
  beforeAll(async () => {
    plant = await ConfiguredPlant.start();
  });
  afterAll(() => plant.close());

  test('keeps a stored password for the same account only', async () => {
    const { password, ...feed } = plantConfig().feed ?? assert.fail();
    assert.equal(password, 'scada-password-1');
    assert.equal((await plant.put('feed', { ...feed, pollIntervalMs: 5_000 })).status, 200);
    assert.equal(await plant.passwordOf(await plant.published()), 'scada-password-1');
    const elsewhere = await plant.put('feed', { ...feed, host: 'attacker.example' });
    assert.equal(problem.parse(elsewhere.body).code, 'FEED.PASSWORD_REQUIRED');
  });

  test('sends a feed to be inspected with the password sealed, and returns the answer', async () => {
    const hosts: string[] = [];
    const organizationId = organizationIdSchema.parse(plant.tenant.id);
    await plant.gateway.bus.bus.serve(RPC.testFeed, ({ feed, passwordSealed, table }) => {
      const password = openSecret(passwordSealed, SECRETS_KEY, feedAccount(organizationId, feed));
      hosts.push(`${feed.host} ${table ?? '-'} ${password}`);
      return { ok: false, problem: 'unreachable' as const, reason: 'no route', latencyMs: 3 };
    });
    const stored = await plant.gateway.request('POST', plant.at('feed/test'), { token: plant.token });
    expect(stored.body).toMatchObject({
      ok: false,
      problem: 'unreachable',
      reason: 'no route',
      latencyMs: 3,
    });
    const given = { ...plantConfig().feed, host: 'other.example', password: 'pw' };
    await plant.gateway.ok(z.unknown(), 'POST', plant.at('feed/test'), {
      token: plant.token,
      body: { feed: given, table: 'x' },
    });
    assert.deepEqual(hosts, ['scada.example public.scans scada-password-1', 'other.example x pw']);
  });

  test('publishes a lost password to the readers of feeds again', async () => {
    const bucket = plant.gateway.bus.bus.bucket(BUCKETS.feedCredentials);
    await bucket.delete(plant.tenant.id);
    const reconciler = plant.gateway.service.app.get(ConfigReconciler);
    await eventually(async () => {
      await reconciler.reconcile();
      assert.equal(await plant.passwordOf(await plant.published()), 'scada-password-1');
    });
  });

  test('seals the password of an older installation anew, and gives it only to services that open feeds', async () => {
    const before = await plant.published();
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(SECRETS_KEY, 'hex'), nonce).setAAD(
      Buffer.from(''),
    );
    const text = Buffer.concat([cipher.update('old-password'), cipher.final()]);
    const unbound = `v1.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
    const revision = before.revision + 1;
    await plant.storeRevision(
      { ...before, revision, feed: { ...before.feed, passwordSealed: unbound } },
      revision,
    );
    await plant.gateway.service.app.get(ConfigReconciler).reconcile();
    const config = await plant.published();
    assert.equal(config.revision, revision + 1);
    assert.equal(await plant.passwordOf(config), 'old-password');
  });

  test('asks for the password again where that of an older installation cannot be opened', async () => {
    const before = await plant.published();
    const revision = before.revision + 1;
    const feed = { ...before.feed, passwordSealed: 'v1.of-another-key' };
    await plant.storeRevision({ ...before, revision, feed }, revision);
    await plant.gateway.service.app.get(ConfigReconciler).reconcile();
    await assert.rejects(plant.passwordOf(await plant.published()), { code: 'FEED.PASSWORD_UNKNOWN' });
    const { text } = await plant.gateway.request('GET', plant.at('feed'), { token: plant.token });
    assert.match(text, /"passwordSet":false/);
    const test = await plant.gateway.request('POST', plant.at('feed/test'), { token: plant.token });
    assert.deepEqual([test.status, problem.parse(test.body).code], [400, 'FEED.PASSWORD_REQUIRED']);
    const { password, ...kept } = plantConfig().feed ?? assert.fail();
    const without = await plant.put('feed', kept);
    assert.equal(problem.parse(without.body).code, 'FEED.PASSWORD_REQUIRED');
    assert.equal((await plant.put('feed', { ...kept, password })).status, 200);
    assert.equal(await plant.passwordOf(await plant.published()), password);
  });

  test('says so when the service that should answer does not run', async () => {
    const answer = await plant.gateway.request('POST', plant.at('feed/discover'), { token: plant.token });
    assert.equal(answer.status, 503);
    assert.equal(problem.parse(answer.body).code, 'RPC.NO_RESPONDER');
  });
});
