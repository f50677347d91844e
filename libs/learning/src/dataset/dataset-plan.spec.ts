import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assetIdSchema, componentNameSchema, type OrganizationConfig } from '@eagle/contracts';
import type { Failure } from '@eagle/models';
import { madeOrganization, MadeHistory, STARTS_MS } from '../fixtures/made-plant.js';
import { HistorySurvey, type Survey } from '../survey/history-survey.js';
import { HELD_BACK_ROWS_MAX, planDataset, TRAIN_ROWS_MAX, type DatasetPlan } from './dataset-plan.js';

const HOUR_MS = 3_600_000;
const line = assetIdSchema.parse('line-1');

async function surveyed(hours: number, config: OrganizationConfig = madeOrganization()): Promise<Survey> {
  const survey = new HistorySurvey(config);
  const signal = new AbortController().signal;
  for await (const page of new MadeHistory(hours, [line]).read(config, { fromMs: 0, toMs: 1 }, signal)) {
    for (const scan of page) survey.add(scan);
  }
  return survey.finish();
}

function planned(survey: Survey, records: readonly Failure[] = [], config = madeOrganization()): DatasetPlan {
  const result = planDataset(survey, records, config.settings, 300_000);
  if ('missing' in result) assert.fail(result.missing);
  return result.plan;
}

test('a survey finds every failure and how much there is', async () => {
  const survey = await surveyed(48);
  assert.equal(survey.scans, 48 * 360);
  assert.equal(survey.scansPerAssetHour, 360);
  assert.deepEqual(
    survey.failures.map(({ atMs }) => (atMs - STARTS_MS) / HOUR_MS).sort((a, b) => a - b),
    Array.from({ length: 15 }, (_, i) => 3 * (i + 1)),
  );
  assert.equal(
    survey.meantByHour.reduce((sum, [, scans]) => sum + scans, 0),
    44 * 360,
    'hours at a standstill are not meant',
  );
});

test('a plan names components, keeps failures on both sides and thins nothing that is small', async () => {
  const plan = planned(await surveyed(48));
  assert.deepEqual(plan.components, ['fan', 'heater']);
  assert.equal(plan.failuresTrain + plan.failuresTest, 15);
  assert.ok(plan.failuresTest >= 4);
  assert.deepEqual([plan.quietStride, plan.failingStride], [1, 1]);
});

test('as much is held back as the settings say', async () => {
  const survey = await surveyed(48);
  const heldBack = (validationShare: number): number => {
    const config = madeOrganization();
    const training = { ...config.settings.training, validationShare };
    return planned(survey, [], { ...config, settings: { ...config.settings, training } }).failuresTest;
  };
  assert.deepEqual([0.2, 0.5].map(heldBack), [3, 8]);
});

test('rows shortly before a horizon are set apart, unless failures follow each other so closely that nothing would be left', async () => {
  const survey = await surveyed(48);
  const { horizonMs } = madeOrganization().settings.prediction;
  assert.equal(planned(survey).earlyMs, horizonMs);
  const dense = Array.from({ length: 150 }, (_, i): Failure => {
    const atMs = STARTS_MS + (i + 1) * 2 * horizonMs;
    return { assetId: line, component: componentNameSchema.parse('fan'), atMs, endsMs: atMs };
  });
  const within = dense.filter(({ atMs }) => atMs < survey.lastMs);
  assert.equal(planned({ ...survey, failures: within }).earlyMs, 0);
});

test('too little history says how much is missing', async () => {
  const few = planDataset(await surveyed(10), [], madeOrganization().settings, 300_000);
  assert.deepEqual(few, {
    missing: '3 failures were found in 10.0 hours of history; 5 are needed to learn from.',
  });
  const empty = planDataset(
    new HistorySurvey(madeOrganization()).finish(),
    [],
    madeOrganization().settings,
    0,
  );
  assert.deepEqual(empty, { missing: 'The source holds no usable rows yet.' });
});

test('failure records count where the settings say so, and only for known assets within the record', async () => {
  const survey = { ...(await surveyed(48)), failures: [] };
  const record = (hour: number, assetId = line): Failure => {
    const atMs = STARTS_MS + hour * HOUR_MS;
    return { assetId, component: componentNameSchema.parse('pump'), atMs, endsMs: atMs };
  };
  const records = [4, 9, 14, 19, 24, 29, 34].map((hour) => record(hour));
  const strangers = [record(90), record(-5), record(12, assetIdSchema.parse('other'))];
  const settings = { failures: { tags: [], records: true } };
  const config = madeOrganization({ settings });
  assert.equal(planned(survey, [...records, ...strangers], config).failures.length, 7);
  assert.ok('missing' in planDataset(survey, records, madeOrganization().settings, 0));
});

test('a long record is thinned to a bounded training part and a bounded held-back part', async () => {
  const survey = await surveyed(48);
  const hours = 24 * 60;
  const startHour = STARTS_MS / HOUR_MS;
  const perHour = 3_600;
  const long: Survey = {
    ...survey,
    scans: hours * perHour,
    scansPerAssetHour: perHour,
    lastMs: STARTS_MS + hours * HOUR_MS,
    lastMsOfAsset: new Map([[line, STARTS_MS + hours * HOUR_MS]]),
    meantByHour: Array.from({ length: hours }, (_, i) => [startHour + i, perHour]),
    failures: Array.from({ length: hours / 12 - 1 }, (_, i) => {
      const atMs = STARTS_MS + (i + 1) * 12 * HOUR_MS;
      return { assetId: line, component: componentNameSchema.parse('fan'), atMs, endsMs: atMs + 60_000 };
    }),
  };
  const { split, trainToMs, failuresTrain, quietStride, failingStride } = planned(long);
  const trainRows = ((trainToMs - STARTS_MS) / HOUR_MS) * perHour;
  const failing = failuresTrain * 600;
  const kept = failing / failingStride + (trainRows - failing) / quietStride;
  assert.ok(kept <= TRAIN_ROWS_MAX * 1.01, `${kept} rows`);
  assert.ok(kept > TRAIN_ROWS_MAX * 0.8, `${kept} rows`);
  const heldBackHours = Array.from({ length: hours }, (_, i) => STARTS_MS + i * HOUR_MS).filter(
    (timeMs) => split.foldOf(line, timeMs) === 0,
  );
  assert.ok(heldBackHours.length * perHour <= HELD_BACK_ROWS_MAX);
});
