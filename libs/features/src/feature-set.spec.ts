import assert from 'node:assert/strict';
import { AppError, tagSchema } from '@eagle/contracts/domain';
import { defineFeatureSet } from './feature-set.js';
import { furnace } from './furnace.fixture.js';

test('the furnace line has exactly 183 features, named as asked', () => {
  const set = defineFeatureSet(furnace());
  assert.equal(set.width, 183);
  assert.equal(new Set(set.names).size, 183);
  assert.deepEqual(set.names.slice(0, 8), [
    'hz1pv',
    'hz1pv_lag_60s',
    'hz1pv_lag_120s',
    'hz1pv_rolling_300s_mean',
    'hz1pv_rolling_300s_std',
    'hz1pv_rolling_300s_min',
    'hz1pv_rolling_300s_max',
    'hz1pv_rolling_300s_range',
  ]);
  assert.deepEqual(set.names.slice(-2), ['tz2fantrip_rolling_300s_rate', 'tz2fantrip_rolling_300s_count']);
  assert.equal(set.windowMsMax, 300_000);
});

test('the hash depends only on the meaning of the features', () => {
  const one = defineFeatureSet(furnace()).hash;
  assert.equal(one, '38fe135a82e8e93f', 'models that were trained before go on being fed');
  assert.equal(defineFeatureSet(furnace()).hash, one);
  assert.equal(
    defineFeatureSet(furnace({ lagsMs: [120_000, 60_000, 60_000], windowsMs: [300_000] })).hash,
    one,
  );
  assert.notEqual(defineFeatureSet(furnace({ lagsMs: [60_000], windowsMs: [300_000] })).hash, one);
  const relabelled = furnace();
  const tags = relabelled.tags.map((tag) => ({ ...tag, label: 'another label' }));
  assert.equal(defineFeatureSet({ ...relabelled, tags }).hash, one);
});

test('a tag that is no model input gives no feature, a deviation only where asked for', () => {
  const { settings } = furnace({ lagsMs: [], windowsMs: [] });
  const tags = [
    tagSchema.parse({ tag: 'pv', type: 'number', role: 'present-value', setValueTag: 'sv' }),
    tagSchema.parse({ tag: 'sv', type: 'number', role: 'set-value', modelInput: false }),
  ];
  assert.deepEqual(defineFeatureSet({ tags, settings }).names, ['pv']);
  const deviating = { ...settings, features: { ...settings.features, deviations: true } };
  assert.deepEqual(defineFeatureSet({ tags, settings: deviating }).names, ['pv', 'pv_deviation']);
});

test('every change of the meaning of a feature changes the hash', () => {
  const { tags, settings } = furnace();
  const hashOf = (features: object): string =>
    defineFeatureSet({ tags, settings: { ...settings, features: { ...settings.features, ...features } } })
      .hash;
  const attribute = (...categories: string[]) => [{ kind: 'category' as const, name: 'model', categories }];
  const hashes = [
    {},
    { usualMs: 3_600_000 },
    { usualMs: 7_200_000 },
    { ewmMs: [60_000] },
    { slopesMs: [60_000] },
    { fleet: true },
    { attributes: attribute('a', 'b') },
    { attributes: attribute('b', 'a') },
  ].map(hashOf);
  assert.equal(new Set(hashes).size, hashes.length);
  assert.equal(hashOf({ timeInState: true }), hashOf({}), 'without operating states there is no time in one');
});

test('an organization without model inputs is refused in plain words', () => {
  const { settings } = furnace();
  assert.throws(
    () => defineFeatureSet({ tags: [], settings }),
    (error) => error instanceof AppError && error.code === 'FEATURES.NO_INPUTS',
  );
});
