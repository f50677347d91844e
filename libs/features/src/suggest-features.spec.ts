import assert from 'node:assert/strict';
import {
  componentNameSchema,
  logCodeSchema,
  organizationSettingsSchema,
  tagSchema,
} from '@eagle/contracts/domain';
import fc from 'fast-check';
import { defineFeatureSet } from './feature-set.js';
import { furnace } from './furnace.fixture.js';
import { FEATURES_SUGGESTED_MAX, suggestFeatures } from './suggest-features.js';

const HOUR_MS = 3_600_000;
const number = (tag: string) => tagSchema.parse({ tag, type: 'number', role: 'present-value' });
const widthOf = (tags: ReturnType<typeof number>[], features: ReturnType<typeof suggestFeatures>): number =>
  defineFeatureSet({ tags, settings: organizationSettingsSchema.parse({ features }) }).width;

test('hourly machines with a day of horizon and logs get windows of hours to days', () => {
  const tags = ['volt', 'rotate', 'pressure', 'vibration'].map(number);
  const features = suggestFeatures({
    scanPeriodMs: HOUR_MS,
    horizonMs: 24 * HOUR_MS,
    tags,
    codes: ['error1', 'error2'].map((code) => logCodeSchema.parse(code)),
    components: [componentNameSchema.parse('comp1')],
    attributes: [
      { kind: 'category', name: 'model', categories: ['model1', 'model2'] },
      { kind: 'number', name: 'age_years' },
    ],
    assets: 20,
  });
  assert.deepEqual(
    features.windowsMs.map((ms) => ms / HOUR_MS),
    [3, 12, 24, 72],
  );
  assert.deepEqual(
    features.events.windowsMs.map((ms) => ms / HOUR_MS),
    [24, 96],
  );
  assert.deepEqual(
    features.attributes.map(({ name }) => name),
    ['model'],
    'an age is no feature unless told',
  );
  assert.equal(features.fleet, true);
  assert.ok(features.usualMs !== null);
});

test('assets that each run to failure once are compared with their own beginning, and no window outlasts half of a short run', () => {
  const DAY_MS = 24 * HOUR_MS;
  const asked = { scanPeriodMs: HOUR_MS, horizonMs: 2 * DAY_MS, tags: [number('vibration')] };
  const features = suggestFeatures({ ...asked, runs: { shortMs: 8 * DAY_MS, longestMs: 40 * DAY_MS } });
  assert.deepEqual(features.firstStretch, {
    firstMs: 2 * DAY_MS,
    pauseMs: 40 * DAY_MS,
    runMsMax: 80 * DAY_MS,
  });
  assert.equal(Math.max(...features.windowsMs, ...features.slopesMs), 4 * DAY_MS, 'not three horizons');
  const always = suggestFeatures(asked);
  assert.equal(always.firstStretch, null);
  assert.equal(Math.max(...always.windowsMs), 6 * DAY_MS);
});

test('windows hold a few rows even where the horizon is shorter than a scan period', () => {
  const features = suggestFeatures({ scanPeriodMs: 24 * HOUR_MS, horizonMs: HOUR_MS, tags: [number('a')] });
  assert.deepEqual(features.windowsMs, [72 * HOUR_MS]);
  assert.equal(features.fleet, false, 'one asset is no fleet');
});

test('the furnace line with its many flags stays within the width', () => {
  const { tags } = furnace();
  const features = suggestFeatures({ scanPeriodMs: 1_000, horizonMs: 600_000, tags });
  assert.ok(features.windowsMs.length >= 2, 'and still has windows');
  assert.ok(widthOf(tags, features) <= FEATURES_SUGGESTED_MAX);
});

test('any plant gets settings that a feature set can be made of, within the width wherever its tags allow', () => {
  const plants = fc.record({
    scanPeriodMs: fc.integer({ min: 1, max: 604_800_000 }),
    horizonMs: fc.integer({ min: 1_000, max: 60 * 86_400_000 }),
    numbers: fc.integer({ min: 1, max: 600 }),
    assets: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(plants, ({ numbers, ...input }) => {
      const tags = Array.from({ length: numbers }, (_, i) => number(`t${i}`));
      const width = widthOf(tags, suggestFeatures({ ...input, tags }));
      assert.ok(width <= Math.max(FEATURES_SUGGESTED_MAX, numbers));
    }),
    { numRuns: 40 },
  );
});

test('thousands of tags get the leanest features', () => {
  const tags = Array.from({ length: 5_000 }, (_, at) => number(`tag-${at}`));
  const features = suggestFeatures({ scanPeriodMs: HOUR_MS, horizonMs: 24 * HOUR_MS, tags });
  assert.deepEqual([features.windowsMs, features.lagsMs, features.usualMs], [[], [], null]);
});
