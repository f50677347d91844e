import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  BY_PLATFORM,
  modelManifestSchema,
  type ModelManifest,
  trainingRunIdSchema,
} from '@eagle/contracts/domain';
import { madeOrganization } from '@eagle/learning/fixtures';
import { MemoryTrainingRuns } from './training-runs.fixture.js';
import {
  advance,
  BY_NOBODY,
  MADE_VERSION,
  NOBODY,
  schedulerWorlds,
  settled,
  untilAborted,
  waiting,
  withModel,
} from './training-scheduler.fixture.js';

const { world, stopAll } = schedulerWorlds();
afterEach(stopAll);

/** The part of a manifest that the scheduler reads, with the rest filled in. */
function madeManifest(change: Readonly<Record<string, unknown>>): ModelManifest {
  return modelManifestSchema.parse({
    ...{ v: 1, organizationId: madeOrganization().organizationId, featureNames: ['f'], components: ['fan'] },
    ...{
      horizonMs: 1,
      probabilityMin: 0.5,
      createdAt: '2026-01-01T00:00:00Z',
      trainedFrom: '2026-01-01T00:00:00Z',
    },
    ...{
      trainedTo: '2026-01-01T00:00:00Z',
      seed: 1,
      dataDigest: '',
      libraries: {},
      reference: [],
      files: {},
    },
    ...change,
    metrics: {
      ...{ rowsTrain: 1, rowsTest: 1, positivesTrain: 1, positivesTest: 1, eventsTrain: 1, eventsTest: 1 },
      ...{ auc: null, averagePrecision: null, baseRate: null, event: null },
    },
  });
}

test('a model with a failed announcement is announced later, not trained again', async () => {
  const w = world(waiting, { retryMs: 1 });
  const config = withModel(w);
  const made = w.newest ?? assert.fail('no model');
  w.newest = null;
  w.unannounced = 1;
  w.train = () => {
    w.newest = made;
    const manifest = { version: MADE_VERSION, featureSetHash: made.featureSetHash };
    return Promise.resolve({
      kind: 'registered',
      manifest: madeManifest(manifest),
      artifactPath: 'made/1.0.0',
    });
  };
  w.scheduler.configChanged(config);
  await settled();
  assert.deepEqual([w.outcomes, w.announced], [['registered'], []]);
  await advance(w, 10, config);
  assert.deepEqual(w.announced, [`${config.organizationId} 1.0.0 true`]);
  assert.equal(w.jobs.length, 1);
  assert.equal(w.runs.runs[0]?.end?.stage, 'done');
});

test('a training can be cancelled while it runs and while it waits, and stays cancelled', async () => {
  const w = world(untilAborted);
  const config = madeOrganization();
  const { organizationId } = config;
  w.scheduler.configChanged(config);
  await settled();
  const runId = w.jobs[0]?.runId ?? assert.fail('no run');
  await assert.rejects(
    w.scheduler.cancel(organizationId, trainingRunIdSchema.parse(randomUUID()), BY_NOBODY),
    {
      code: 'TRAINING.NOT_RUNNING',
    },
  );
  assert.equal(
    await w.scheduler.cancel(organizationId, runId, { by: BY_PLATFORM, reason: 'Wrong data.' }),
    runId,
  );
  await settled();
  assert.deepEqual(w.outcomes, ['cancelled']);
  assert.equal(w.runs.runs[0]?.end?.reason, 'The training was cancelled: Wrong data.');
  assert.equal(w.statuses.at(-1)?.stage, 'cancelled');
  await advance(w, 1_000, config);
  assert.equal(w.jobs.length, 1, 'it does not start again by itself');
  await assert.rejects(w.scheduler.cancel(organizationId, null, BY_NOBODY), { code: 'TRAINING.NOT_RUNNING' });
  const other = madeOrganization({ organizationId: '3f1f7c1e-8a52-4b7e-9a55-2f8f2f6f0a02' });
  w.scheduler.configChanged(other);
  await settled();
  await w.scheduler.ask(organizationId, NOBODY);
  await w.scheduler.cancel(organizationId, null, BY_NOBODY);
  assert.equal(w.runs.runs.at(-1)?.end?.stage, 'cancelled');
  assert.equal(w.jobs.length, 2, 'only the other one runs');
});

test('a run that a killed service left open is closed and started again, a few times at most', async () => {
  const runs = new MemoryTrainingRuns(() => Date.UTC(2026, 0, 5));
  const { organizationId } = madeOrganization();
  const killed = {
    runId: trainingRunIdSchema.parse(randomUUID()),
    trigger: 'asked',
    actorId: null,
    reason: 'New fan.',
    attempt: 2,
  } as const;
  await runs.open(organizationId, killed);
  await runs.progress(organizationId, killed.runId, {
    stage: 'training',
    progress: 0.5,
    text: '',
    attempt: 2,
    isLogged: false,
  });
  const w = world(untilAborted, { runs });
  const config = withModel(w);
  w.scheduler.configChanged(config);
  await settled();
  assert.equal(runs.runs[0]?.end?.stage, 'failed');
  assert.deepEqual(
    [w.jobs.length, runs.runs[1]?.request.attempt, runs.runs[1]?.request.reason],
    [1, 3, 'New fan.'],
  );
  // Killed once more: the third attempt was the last.
  const next = world(untilAborted, { runs });
  next.newest = w.newest;
  next.scheduler.configChanged(config);
  await settled();
  assert.equal(next.jobs.length, 0);
  assert.equal(runs.runs.length, 2);
});
