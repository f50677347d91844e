import assert from 'node:assert/strict';
import type { OrganizationConfig } from '@eagle/contracts/domain';
import { defineFeatureSet } from '@eagle/features';
import { madeOrganization } from './fixtures/made-plant.js';
import { tuningOf, type Tuning } from './tuning.js';

function tuned(training: object, features: object = {}): Tuning {
  const { settings, ...config } = madeOrganization();
  const organization: OrganizationConfig = madeOrganization({
    ...config,
    settings: { ...settings, training, features },
  });
  return tuningOf(organization, defineFeatureSet(organization));
}

test('empty settings fix nothing and search for nothing', () => {
  assert.deepEqual(tuned({}), { tune: false, timeBudgetS: null, hyperparameters: {}, monotone: {} });
});

test('fixed settings reach the trainer unchanged', () => {
  const { tune, timeBudgetS, hyperparameters } = tuned({
    tuneSeconds: 90,
    hyperparameters: { numLeaves: 3 },
  });
  assert.deepEqual(
    { tune, timeBudgetS, hyperparameters },
    { tune: true, timeBudgetS: 90, hyperparameters: { numLeaves: 3 } },
  );
});

test('a direction holds for every feature that moves with the present value, and for no window', () => {
  const monotone = { temperature: 'increasing', running: 'decreasing' };
  assert.deepEqual(tuned({ monotone }).monotone, { temperature: 1, running: -1 });
  const features = { usualMs: 3_600_000, fleet: true, slopesMs: [60_000], ewmMs: [60_000] };
  const bound = tuned({ monotone }, features).monotone;
  assert.deepEqual(bound, { temperature: 1, temperature_usual: 1, temperature_fleet: 1, running: -1 });
  const { settings, tags } = madeOrganization();
  const names = defineFeatureSet(madeOrganization({ settings: { ...settings, features }, tags })).names;
  for (const name of Object.keys(bound)) assert.ok(names.includes(name), name);
});

test('a tag that is no model input is refused by name', () => {
  for (const tag of ['fanfail', 'absent']) {
    assert.throws(() => tuned({ monotone: { [tag]: 'increasing' } }), {
      code: 'TRAINING.MONOTONE_UNKNOWN',
      message: new RegExp(`moves with ${tag}, which is no model input`),
    });
  }
});
