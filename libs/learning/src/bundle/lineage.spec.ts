import assert from 'node:assert/strict';
import { madeOrganization } from '../fixtures/made-plant.js';
import { codeRevisionOf, lineageOf } from './lineage.js';

const report = {
  preset: 'calm',
  blend: [],
  hyperparameters: { numLeaves: 6, extraTrees: true },
  trials: 0,
  rounds: 12,
  componentsOwnModel: [],
  belowFloor: { floor: 0.05, componentShares: [1], timeToFailure: [1, 2, 3] as [number, number, number] },
  leaks: [],
  parity: { probability: 0, component: 0, timeToFailureMinutes: 0 },
  dataDigest: 'digest',
  libraries: {},
};

test('a revision names the version and the commit', () => {
  assert.match(codeRevisionOf('6ebff1c'), /^\d+\.\d+\.\d+\+6ebff1c$/);
});

test('other settings have another digest, the same ones the same', () => {
  const organization = madeOrganization();
  const digestOf = ({ settings }: typeof organization): string =>
    lineageOf(report, { settings }, 'r', null).settingsDigest;
  const { settings } = organization;
  assert.equal(digestOf(organization), digestOf(madeOrganization()));
  const changed = { ...settings, training: { ...settings.training, operators: 2 } };
  assert.notEqual(digestOf(organization), digestOf({ ...organization, settings: changed }));
});
