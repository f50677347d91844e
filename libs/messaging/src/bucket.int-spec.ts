import assert from 'node:assert/strict';
import { BUCKETS } from '@eagle/contracts/bus';
import { z } from 'zod';
import { eventually, testBus } from './bus.fixture.js';
import type { Bucket } from './bus.types.js';

const valueSchema = z.object({ n: z.number(), note: z.string().default('') });
type Value = z.output<typeof valueSchema>;

describe('a bucket', () => {
  let nats: Awaited<ReturnType<typeof testBus>>;
  let bucket: Bucket<Value>;
  beforeAll(async () => {
    nats = await testBus();
    bucket = nats.bus.bucket(BUCKETS.feedStatus, valueSchema);
  });
  afterAll(() => nats.close());

  test('returns the stored value, and null for a missing key', async () => {
    const revision = await bucket.put('a.b', { n: 1, note: 'x' });
    assert.deepEqual(await bucket.get('a.b'), { value: { n: 1, note: 'x' }, revision });
    assert.equal(await bucket.get('nothing'), null);
    await bucket.delete('a.b');
    assert.equal(await bucket.get('a.b'), null);
  });

  test('lets only one of two writers change the same revision', async () => {
    const revision = await bucket.update('once', { n: 1, note: '' }, 0);
    await assert.rejects(bucket.update('once', { n: 2, note: '' }, 0), {
      code: 'BUS.WRONG_REVISION',
      kind: 'conflict',
    });
    const outcomes = await Promise.allSettled(
      [2, 3].map((n) => bucket.update('once', { n, note: '' }, revision)),
    );
    assert.deepEqual(outcomes.map((outcome) => outcome.status).toSorted(), ['fulfilled', 'rejected']);
    await bucket.delete('once');
    await bucket.update('once', { n: 9, note: '' }, 0);
    assert.equal((await bucket.get('once'))?.value.n, 9);
  });

  test('refuses a value that does not fit, and a key that cannot be one', async () => {
    const wrong: Value = { n: Number.NaN, note: '' };
    await assert.rejects(bucket.put('a', wrong), { code: 'BUS.BUCKET_VALUE_INVALID' });
    await assert.rejects(bucket.put('a b', { n: 1, note: '' }), { code: 'BUS.KEY_INVALID' });
    await assert.rejects(bucket.put('>', { n: 1, note: '' }), { code: 'BUS.KEY_INVALID' });
  });

  test('is watched: first the present values, then every change, and nothing that does not fit', async () => {
    const watched = nats.bus.bucket(BUCKETS.servingStatus, valueSchema);
    const other = nats.bus.bucket(BUCKETS.servingStatus, z.object({ other: z.string() }));
    await watched.put('one', { n: 1, note: '' });
    await other.put('unfit', { other: 'x' });
    await watched.put('gone', { n: 2, note: '' });
    await watched.delete('gone');
    const reported: [string, number | null][] = [];
    const watch = await watched.watch((key, value) => {
      reported.push([key, value?.n ?? null]);
      if (key === 'two') throw new Error('a handler with a bug');
    });
    assert.deepEqual(reported, [['one', 1]]);
    await watched.put('two', { n: 2, note: '' });
    await watched.put('one', { n: 3, note: '' });
    await watched.delete('one');
    await eventually(() => reported.length === 4);
    assert.deepEqual(reported.slice(1), [
      ['two', 2],
      ['one', 3],
      ['one', null],
    ]);
    await watch.stop();
  });

  test('is watched through a killed server: changes are reported, the rest is not reported again', async () => {
    const watched = nats.bus.bucket(BUCKETS.liveModels, valueSchema);
    const other = await nats.connect();
    await watched.put('kept', { n: 1, note: '' });
    await watched.put('changed', { n: 1, note: '' });
    const reported: [string, number | null][] = [];
    await watched.watch((key, value) => reported.push([key, value?.n ?? null]));
    const writing = other.bucket(BUCKETS.liveModels, valueSchema);
    const restarted = nats.killAndRestart();
    const written = writing.put('changed', { n: 2, note: '' });
    await Promise.all([restarted, written]);
    await eventually(() => reported.length === 3, 2_000);
    await writing.delete('kept');
    await eventually(() => reported.length === 4);
    assert.deepEqual(reported.slice(2), [
      ['changed', 2],
      ['kept', null],
    ]);
  });
});
