import assert from 'node:assert/strict';
import { organizationSettingsSchema } from './organization.js';
import { hyperparametersSchema, trainingSettingsSchema } from './training-settings.js';

const complaints = (value: unknown): string[] =>
  trainingSettingsSchema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

test('without settings, the data choose everything', () => {
  const { hyperparameters, monotone, tuneSeconds } = organizationSettingsSchema.parse({}).training;
  assert.deepEqual(
    { hyperparameters, monotone, tuneSeconds },
    { hyperparameters: {}, monotone: {}, tuneSeconds: null },
  );
});

test('each hyperparameter may be given alone, within what LightGBM takes', () => {
  const taken: Record<string, unknown[]> = {
    numLeaves: [2, 4_096],
    learningRate: [0.001, 1],
    featureFraction: [0.01, 1],
    baggingFraction: [0.01, 1],
    baggingFreq: [0, 5],
    minDataInLeaf: [1, 50],
    maxDepth: [-1, 64],
    numIterations: [1, 5_000],
    lambdaL2: [0, 12.5],
    extraTrees: [true, false],
  };
  const refused: Record<string, unknown[]> = {
    numLeaves: [1, 2.5, 131_073],
    learningRate: [0, -0.1, 2],
    featureFraction: [0, 1.1],
    baggingFraction: [0, 1.1],
    baggingFreq: [-1, 0.5],
    minDataInLeaf: [0, 1.5],
    maxDepth: [-2, 1.5],
    numIterations: [0, 1e9],
    lambdaL2: [-1],
    extraTrees: [1],
  };
  assert.deepEqual(Object.keys(taken), Object.keys(hyperparametersSchema.shape));
  for (const [name, values] of Object.entries(taken)) {
    for (const value of values)
      assert.deepEqual(complaints({ hyperparameters: { [name]: value } }), [], name);
  }
  for (const [name, values] of Object.entries(refused)) {
    for (const value of values) {
      assert.equal(complaints({ hyperparameters: { [name]: value } }).length, 1, `${name} ${String(value)}`);
    }
  }
});

test('an unknown hyperparameter is refused by name, with the known ones', () => {
  const [sentence, ...more] = complaints({ hyperparameters: { numLeaves: 6, leaves: 6 } });
  assert.match(sentence ?? '', /^there is no hyperparameter leaves; known are numLeaves, .*, extraTrees$/);
  assert.deepEqual(more, []);
});

test('a direction is one of two, a search takes between ten seconds and an hour', () => {
  assert.deepEqual(complaints({ monotone: { heat: 'increasing', flow: 'decreasing' }, tuneSeconds: 10 }), []);
  assert.equal(complaints({ monotone: { heat: 'up' } }).length, 1);
  for (const tuneSeconds of [0, 9, 3_601]) assert.equal(complaints({ tuneSeconds }).length, 1);
});
