import assert from 'node:assert/strict';
import { assetIdSchema, componentNameSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import type { Failure } from '@eagle/models';
import { madeOrganization, MadeHistory, STARTS_MS } from '../fixtures/made-plant.js';
import { HistorySurvey, type Survey } from '../survey/history-survey.js';
import { planDataset, type DatasetPlan, type Planned } from './dataset-plan.js';
import { HOLD_OUT_ROWS_MAX } from './hold-out.js';
import { TRAIN_ROWS_MAX } from './row-strides.js';

const HOUR_MS = 3_600_000;
const LONG_HOURS = 24 * 60;
const LONG_PER_HOUR = 3_600;
const line = assetIdSchema.parse('line-1');

async function surveyed(hours: number, config: OrganizationConfig = madeOrganization()): Promise<Survey> {
  const survey = new HistorySurvey(config);
  const signal = new AbortController().signal;
  for await (const page of new MadeHistory(hours, [line]).read(config, { fromMs: 0, toMs: 1 }, signal)) {
    for (const scan of page) survey.add(scan);
  }
  return survey.finish();
}

/**
 * As where a live model knows nothing of this record, unless it is said up to when it does, or that
 * there is none.
 */
function planFor(
  survey: Survey,
  records: readonly Failure[] = [],
  { settings } = madeOrganization(),
  championTrainedToMs: number | null = -Infinity,
): Planned {
  return planDataset({ survey, records, settings, windowMsMax: 300_000, championTrainedToMs });
}

function planned(...request: Parameters<typeof planFor>): DatasetPlan {
  const result = planFor(...request);
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

test('the settings decide how much is held out', async () => {
  const survey = await surveyed(48);
  const holdOut = (validationShare: number): number => {
    const config = madeOrganization();
    const training = { ...config.settings.training, validationShare };
    return planned(survey, [], { ...config, settings: { ...config.settings, training } }).failuresTest;
  };
  assert.deepEqual([0.2, 0.5].map(holdOut), [3, 8]);
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
  const few = planFor(await surveyed(10));
  assert.deepEqual(few, {
    missing: '3 failures were found in 10.0 hours of history; 5 are needed to learn from.',
  });
  const empty = planFor(new HistorySurvey(madeOrganization()).finish());
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
  assert.ok('missing' in planFor(survey, records));
});

/** Two months at a row a second; a failure every twelve hours, or less often. */
async function longSurvey(hoursBetweenFailures = 12): Promise<Survey> {
  const survey = await surveyed(48);
  const startHour = STARTS_MS / HOUR_MS;
  return {
    ...survey,
    scans: LONG_HOURS * LONG_PER_HOUR,
    scansPerAssetHour: LONG_PER_HOUR,
    lastMs: STARTS_MS + LONG_HOURS * HOUR_MS,
    lastMsOfAsset: new Map([[line, STARTS_MS + LONG_HOURS * HOUR_MS]]),
    meantByHour: Array.from({ length: LONG_HOURS }, (_, i) => [startHour + i, LONG_PER_HOUR]),
    failures: Array.from({ length: LONG_HOURS / hoursBetweenFailures - 1 }, (_, i) => {
      const atMs = STARTS_MS + (i + 1) * hoursBetweenFailures * HOUR_MS;
      return { assetId: line, component: componentNameSchema.parse('fan'), atMs, endsMs: atMs + 60_000 };
    }),
  };
}

test('a long record is thinned to a bounded training part and a bounded held-out part', async () => {
  const { split, trainToMs, failuresTrain, quietStride, failingStride } = planned(await longSurvey());
  const trainRows = ((trainToMs - STARTS_MS) / HOUR_MS) * LONG_PER_HOUR;
  const failing = failuresTrain * 600;
  const kept = failing / failingStride + (trainRows - failing) / quietStride;
  assert.ok(kept <= TRAIN_ROWS_MAX * 1.01, `${kept} rows`);
  assert.ok(kept > TRAIN_ROWS_MAX * 0.8, `${kept} rows`);
  const holdOutHours = Array.from({ length: LONG_HOURS }, (_, i) => STARTS_MS + i * HOUR_MS).filter(
    (timeMs) => split.foldOf(line, timeMs) === 0,
  );
  assert.ok(holdOutHours.length * LONG_PER_HOUR <= HOLD_OUT_ROWS_MAX);
});

test('where the newest part holds few failures, a first model is judged in folds by every one of them', async () => {
  const survey = await surveyed(48);
  const first = planned(survey, [], madeOrganization(), null);
  assert.ok(first.split.folds > 1);
  assert.deepEqual([first.failuresTrain, first.failuresTest], [15, 15]);
  const folds = survey.failures.map(({ assetId, atMs }) => first.split.foldOf(assetId, atMs));
  assert.deepEqual(
    [...new Set(folds)].sort(),
    Array.from({ length: first.split.folds }, (_, fold) => fold),
  );
});

test('beside a live model the newest part judges, however few its failures, unless it has learned from them too', async () => {
  const survey = await surveyed(48);
  const beside = planned(survey);
  assert.equal(beside.split.folds, 1);
  assert.ok(beside.failuresTest < 8);
  assert.ok(planned(survey, [], madeOrganization(), survey.lastMs).split.folds > 1);
});

test('with failures enough in the newest part a first model is judged by it too', async () => {
  const first = planned(await longSurvey(), [], madeOrganization(), null);
  assert.equal(first.split.folds, 1);
});

test('a long record with few failures is read at distances that bound the rows of all folds', async () => {
  const survey = await longSurvey(240);
  const first = planned(survey, [], madeOrganization(), null);
  assert.ok(first.split.folds > 1);
  const rows = (survey.scans * 1_000) / first.rowEveryMs;
  assert.ok(rows <= 150_000 && rows > 100_000, `${rows} rows`);
});
