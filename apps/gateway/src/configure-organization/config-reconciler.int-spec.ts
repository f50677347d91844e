import assert from 'node:assert/strict';
import { BUCKETS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { ConfigReconciler } from './config-reconciler.js';
import { ConfiguredPlant } from './configured-plant.fixture.js';

describe('a configuration in the bucket that differs from the stored one', () => {
  let plant: ConfiguredPlant;
  beforeAll(async () => {
    plant = await ConfiguredPlant.start();
  });
  afterAll(() => plant.close());

  test('is repaired after a crash between commit and put, and after the loss of the bucket', async () => {
    const expected = await plant.published();
    const organizationId = organizationIdSchema.parse(plant.tenant.id);
    const reconciler = plant.gateway.service.app.get(ConfigReconciler);
    await plant.bucket.delete(plant.tenant.id);
    const stray = '00000000-0000-4000-8000-000000000000';
    await plant.bucket.put(stray, { ...expected, organizationId: organizationIdSchema.parse(stray) });
    // Repeated: the reconciler learns of changes of the bucket a moment later.
    await eventually(async () => {
      await reconciler.reconcile();
      assert.deepEqual((await plant.bucket.get(plant.tenant.id))?.value, expected);
      assert.equal(await plant.bucket.get(stray), null);
    });

    const database = plant.gateway.database.open();
    const enable = (enabled: boolean): Promise<unknown> =>
      database.forPlatform((tx) =>
        tx.query('UPDATE organizations SET enabled = $2 WHERE id = $1', [organizationId, enabled]),
      );
    for (const enabled of [false, true]) {
      await enable(enabled);
      await reconciler.reconcile();
      assert.equal((await plant.published()).enabled, enabled);
    }
    await eventually(async () =>
      assert.deepEqual(
        await reconciler.reconcile(),
        { published: 0, withdrawn: 0 },
        'then there is nothing to do',
      ),
    );
  });

  test('is replaced by a revision that was stored and never published', async () => {
    const before = await plant.published();
    const next = { ...before, revision: before.revision + 1 };
    const stored = await plant.sealedPassword();
    await plant.storeRevision({ ...next, feed: { ...next.feed, passwordSealed: stored } }, next.revision);
    await plant.gateway.service.app.get(ConfigReconciler).reconcile();
    assert.deepEqual(await plant.published(), next);
  });

  test('is replaced where it cannot be read as a configuration', async () => {
    const before = await plant.published();
    await plant.gateway.bus.bus
      .bucket(BUCKETS.config, z.unknown())
      .put(plant.tenant.id, { revision: 'none' });
    await assert.rejects(plant.published(), { code: 'BUS.BUCKET_VALUE_INVALID' });
    const reconciler = plant.gateway.service.app.get(ConfigReconciler);
    await eventually(async () => {
      await reconciler.reconcile();
      assert.deepEqual(await plant.published(), before);
    });
  });

  for (const [what, forge] of [
    ['the revision it has', (revision: number) => revision],
    ['a later revision', (revision: number) => revision + 1_000],
    ['an earlier revision', (revision: number) => revision - 1],
  ] as const) {
    test(`is replaced within seconds where it is forged and has ${what}`, async () => {
      const before = await plant.published();
      const forged = {
        ...before,
        revision: forge(before.revision),
        rules: [],
        assets: before.assets.slice(0, 0),
      };
      await plant.bucket.put(plant.tenant.id, forged);
      await eventually(async () => assert.deepEqual(await plant.published(), before), { deadlineMs: 10_000 });
    });
  }
});
