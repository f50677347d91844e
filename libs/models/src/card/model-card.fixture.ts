import {
  featureSetHashSchema,
  modelVersionSchema,
  organizationConfigSchema,
  type Judgement,
} from '@eagle/contracts/domain';
import { uniformReference } from '../fixtures/bundle.js';
import { decideGate } from '../judgement/decide-gate.js';
import { judge } from '../judgement/judge.js';
import {
  COMPONENTS,
  DAY,
  failureAt,
  madeRows,
  madeScores,
  noise,
  OPTIONS,
} from '../judgement/made-record.fixture.js';
import type { CardFacts } from './card-facts.js';

const failures = Array.from({ length: 9 }, (_, i) => failureAt((3 * i + 2.5) * DAY, 0, i % 4 === 0 ? 0 : 1));
const rows = madeRows(failures, 30);

const config = organizationConfigSchema.parse({
  organizationId: '11111111-1111-4111-8111-111111111111',
  slug: 'mill',
  name: 'Mill & Sons',
  enabled: true,
  revision: 1,
  assets: [{ assetId: 'asset-0', name: 'Line 1' }],
  tags: [
    { tag: 'bearing-heat', type: 'number', role: 'present-value', component: 'fan' },
    { tag: 'flow', type: 'number', role: 'present-value', component: 'pump' },
    { tag: 'running', type: 'boolean', role: 'flag' },
  ],
  feed: null,
  mapping: null,
  rules: [],
  settings: {
    operatingStates: [
      { state: 'running', all: [{ tag: 'running', op: '==', value: 1 }] },
      { state: 'idle', all: [{ tag: 'running', op: '==', value: 0 }] },
    ],
    predictInStates: ['running'],
    prediction: { horizonMs: OPTIONS.horizonMs, leadMsMin: OPTIONS.leadMsMin },
    training: { operators: 2, monotone: { 'bearing-heat': 'increasing' } },
  },
});

function judged(): Judgement {
  const answers = madeScores(rows, ({ label, index }) => (label === 1 ? 0.9 : 0.04 * noise(index)));
  const clock = madeScores(rows, ({ index }) => 0.1 * noise(index)).probability;
  const live = madeScores(rows, ({ label, ms, index }) =>
    label === 1 && ms < 12 * DAY ? 0.8 : 0.1 * noise(3 * index),
  ).probability;
  const judgement = judge(rows, answers, clock, [], failures, {
    ...OPTIONS,
    operators: config.settings.training.operators,
    champion: { probability: live, probabilityMin: 0.5 },
  });
  // The made record begins at the epoch.
  const [from, to] = ['2026-01-21T00:00:00.000Z', '2026-02-19T23:30:00.000Z'];
  return { ...judgement, heldBack: { ...judgement.heldBack, from, to } };
}

/** The facts of a small plant, from which the example in `docs/models/model-card.md` is made. */
export function exampleFacts(): CardFacts {
  const judgement = judged();
  const parity = { passed: true, sentence: 'The exported graph gives what the trained models give.' };
  const names = ['bearing-heat', 'bearing-heat_rolling_300s_mean', 'flow', 'running'];
  return {
    organization: config,
    failures,
    ownModels: ['heater'],
    manifest: {
      v: 1,
      organizationId: config.organizationId,
      version: modelVersionSchema.parse('1.1.0'),
      featureSetHash: featureSetHashSchema.parse('0123456789abcdef'),
      featureNames: names,
      components: COMPONENTS,
      horizonMs: OPTIONS.horizonMs,
      probabilityMin: judgement.threshold.probabilityMin,
      createdAt: '2026-02-20T02:00:00.000Z',
      trainedFrom: '2025-12-01T00:00:00.000Z',
      trainedTo: '2026-01-20T12:00:00.000Z',
      seed: 1,
      dataDigest: 'ab'.repeat(32),
      libraries: { python: '3.11.2', lightgbm: '4.6.0' },
      reference: uniformReference(names),
      metrics: {
        ...{ rowsTrain: 20_000, rowsTest: rows.labels.length, positivesTrain: 240, positivesTest: 108 },
        ...{ eventsTrain: 20, eventsTest: 9, auc: null, averagePrecision: null, baseRate: null, event: null },
      },
      judgement,
      verdict: decideGate(judgement, null, { parity }),
      belowFloor: null,
      lineage: {
        codeRevision: `0.1.0+${'c0ffee'.repeat(6)}abcd`,
        settingsDigest: 'cd'.repeat(32),
        preset: 'calm',
        hyperparameters: { numLeaves: 6, learningRate: 0.15, extraTrees: false, numIterations: 44 },
        blend: [],
        rounds: 44,
        trials: 0,
        monotone: config.settings.training.monotone,
        parent: modelVersionSchema.parse('1.0.0'),
      },
    },
  };
}
