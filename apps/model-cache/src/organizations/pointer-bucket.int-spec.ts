import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { BUCKETS, type LiveModel } from '@eagle/contracts/bus';
import { modelVersionSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { Term } from '@eagle/service-kit';
import { testBus, type TestBus } from '@eagle/testing';
import { PointerBucket } from './pointer-bucket.js';

const TTL_MS = 5_000;
const NOT_LEADING = { code: 'LEADER.NOT_LEADING', kind: 'unavailable' };

describe('the pointers to models', () => {
  let nats: TestBus;
  beforeAll(async () => {
    nats = await testBus();
  });
  afterAll(() => nats.close());

  /**
   * A leader that believes in its lease until it learns otherwise: its steady clock stood still.
   */
  function leader() {
    const term = new Term({ held: true }, 1, TTL_MS);
    return { term, pointers: new PointerBucket(nats.bus.bucket(BUCKETS.liveModels), term) };
  }
  const pointer = (
    version: string,
    organizationId = organizationIdSchema.parse(randomUUID()),
  ): LiveModel => ({
    ...{ v: 1, organizationId, version: modelVersionSchema.parse(version), artifactPath: 'x' },
    flippedAt: '2026-01-01T00:00:00.000Z',
  });
  const stored = async ({ organizationId }: LiveModel) =>
    (await nats.bus.bucket(BUCKETS.liveModels).get(organizationId))?.value.version ?? null;

  test('are written by successive leaders, including deletions in between', async () => {
    const { pointers } = leader();
    const first = pointer('1.0.0');
    await pointers.claim();
    await pointers.put(first);
    await pointers.delete(first.organizationId);
    assert.equal(await stored(first), null);
    await pointers.put(pointer('1.1.0', first.organizationId));
    const found = await leader().pointers.claim();
    assert.equal(found.get(first.organizationId)?.version, '1.1.0');
  });

  test('refuse a former leader once a newer one has claimed them, and end its term', async () => {
    const former = leader();
    const moved = pointer('1.0.0');
    const removed = pointer('1.0.0');
    await former.pointers.claim();
    for (const each of [moved, removed]) await former.pointers.put(each);
    await leader().pointers.claim();
    await assert.rejects(former.pointers.put(pointer('9.0.0', moved.organizationId)), NOT_LEADING);
    assert.equal(former.term.isHeld, false);
    await assert.rejects(former.pointers.delete(removed.organizationId), NOT_LEADING);
    assert.deepEqual(await Promise.all([moved, removed].map(stored)), ['1.0.0', '1.0.0']);
  });

  test('refuse a former leader that knows no pointer where a newer one has created one', async () => {
    const former = leader();
    const made = pointer('2.0.0');
    await former.pointers.claim();
    await leader().pointers.put(made);
    await assert.rejects(former.pointers.put(pointer('1.0.0', made.organizationId)), NOT_LEADING);
    assert.equal(await stored(made), '2.0.0');
  });

  test('are not changed by a term that is over', async () => {
    const { term, pointers } = leader();
    const given = pointer('1.0.0');
    term.end();
    await assert.rejects(pointers.put(given), NOT_LEADING);
    assert.equal(await stored(given), null);
  });
});
