import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import {
  AppError,
  trainingRunIdSchema,
  type OrganizationConfig,
  type TrainingStatus,
} from '@eagle/contracts';
import { defineFeatureSet } from '@eagle/features';
import { madeOrganization } from '@eagle/learning/fixtures';
import type { FinishedRun, RegisteredVersion } from '../ports.js';
import { nextVersion } from '../train-organization/next-version.js';
import type { TrainingJob, TrainingResult } from '../train-organization/train-organization.js';
import { StatusBoard } from './status-board.js';
import { TrainingScheduler } from './training-scheduler.js';

const runIds = Array.from({ length: 50 }, (_, i) =>
  trainingRunIdSchema.parse(`0b0e1d52-6f6c-4c39-a0f5-3a3d8b1f0c${10 + i}`),
);
const version = nextVersion(null);

interface World {
  readonly scheduler: TrainingScheduler;
  readonly statuses: TrainingStatus[];
  readonly jobs: TrainingJob[];
  readonly finished: FinishedRun[];
  readonly announced: string[];
  readonly outcomes: string[];
  newest: RegisteredVersion | null;
  train: (job: TrainingJob) => Promise<TrainingResult>;
}

function world(t: TestContext, train: (job: TrainingJob) => Promise<TrainingResult>): World {
  const clock = { ms: 1_000 };
  const statuses: TrainingStatus[] = [];
  const status = new StatusBoard(
    (told) => Promise.resolve(statuses.push(told)),
    (error) => assert.fail(String(error)),
    () => clock.ms++,
  );
  const made: World = {
    statuses,
    jobs: [],
    finished: [],
    announced: [],
    outcomes: [],
    newest: null,
    train,
    scheduler: new TrainingScheduler({
      records: {
        newestVersion: () => Promise.resolve(made.newest),
        finishRun: (_, run) => Promise.resolve(void made.finished.push(run)),
        closeAbandonedRuns: () => Promise.resolve(),
      },
      train: (job) => {
        made.jobs.push(job);
        return made.train(job);
      },
      announce: (organizationId, told) =>
        Promise.resolve(void made.announced.push(`${organizationId} ${told.version}`)),
      status,
      newRunId: () => runIds[made.jobs.length] ?? assert.fail('no more runs'),
      now: () => clock.ms,
      retryMs: () => 1_000_000,
      onOutcome: (outcome) => void made.outcomes.push(outcome),
    }),
  };
  t.after(() => made.scheduler.stop());
  return made;
}

/** Lets everything that can go on without a timer go on. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

const waiting = (): Promise<TrainingResult> =>
  Promise.resolve({ kind: 'waiting', reason: 'Too little yet.' });

/** Trains until it is aborted. */
const untilAborted = (job: TrainingJob): Promise<TrainingResult> =>
  new Promise((_, reject) => {
    const abort = (): void => reject(new AppError('TRAINING.ABORTED', 'unavailable', 'Stopped.'));
    if (job.signal.aborted) abort();
    job.signal.addEventListener('abort', abort);
  });

test('an organization without a model trains by itself and waits with the reason where history is short', async (t) => {
  const w = world(t, waiting);
  w.scheduler.configChanged(madeOrganization());
  await settled();
  assert.equal(w.jobs.length, 1);
  assert.deepEqual(w.outcomes, ['waiting']);
  assert.equal(w.statuses.at(-1)?.stage, 'waiting');
  assert.match(w.statuses.at(-1)?.reason ?? '', /^Too little yet\. Tried again in 17 min\.$/);
});

test('an organization that cannot be trained says what is missing and is left alone', async (t) => {
  const w = world(t, waiting);
  w.scheduler.configChanged(madeOrganization({ feed: null }));
  await settled();
  assert.equal(w.jobs.length, 0);
  assert.equal(w.statuses.at(-1)?.reason, 'No feed is configured yet.');
  assert.throws(
    () => w.scheduler.ask(madeOrganization().organizationId),
    (error) => error instanceof AppError && error.code === 'TRAINING.NOT_CONFIGURED',
  );
});

test('a model for the present features is announced and not trained again, unless asked for or the features change', async (t) => {
  const w = world(t, waiting);
  const config = madeOrganization();
  w.newest = { version, artifactPath: 'made/1.0.0', featureSetHash: defineFeatureSet(config).hash };
  w.scheduler.configChanged(config);
  await settled();
  assert.equal(w.jobs.length, 0);
  assert.deepEqual(w.announced, [`${config.organizationId} 1.0.0`]);
  assert.equal(w.statuses.at(-1)?.stage, 'done');
  const { runId } = w.scheduler.ask(config.organizationId);
  await settled();
  assert.equal(w.jobs[0]?.runId, runId);
  const features = { ...config.settings.features, windowsMs: [600_000] };
  w.scheduler.configChanged({ ...config, revision: 2, settings: { ...config.settings, features } });
  await settled();
  assert.equal(w.jobs.length, 2);
});

test('one training at a time, and one that runs answers for a second request', async (t) => {
  let running = 0;
  let most = 0;
  const w = world(t, async () => {
    most = Math.max(most, (running += 1));
    await settled();
    running -= 1;
    return { kind: 'waiting', reason: 'Too little yet.' };
  });
  const configs: OrganizationConfig[] = [1, 2, 3].map((n) =>
    madeOrganization({ organizationId: `3f1f7c1e-8a52-4b7e-9a55-2f8f2f6f0a0${n}` }),
  );
  for (const config of configs) w.scheduler.configChanged(config);
  await new Promise((resolve) => setImmediate(resolve));
  const [first] = configs;
  assert.ok(first !== undefined);
  assert.equal(w.scheduler.ask(first.organizationId).runId, w.jobs[0]?.runId);
  for (let i = 0; i < 6; i += 1) await settled();
  assert.equal(w.jobs.length, 3);
  assert.equal(most, 1);
});

test('disabling an organization ends its training', async (t) => {
  const w = world(t, untilAborted);
  w.scheduler.configChanged(madeOrganization());
  await settled();
  assert.equal(w.jobs.length, 1);
  w.scheduler.configChanged(madeOrganization({ enabled: false, revision: 2 }));
  await settled();
  assert.deepEqual(w.outcomes, ['stopped']);
  assert.equal(w.statuses.at(-1)?.reason, 'The organization is disabled.');
});

test('a failure is told in plain words, recorded, and tried again later; a stop ends at once', async (t) => {
  const w = world(t, () =>
    Promise.reject(new AppError('FEED.UNREACHABLE', 'unavailable', 'The database does not answer.')),
  );
  w.scheduler.configChanged(madeOrganization());
  await settled();
  assert.deepEqual(w.outcomes, ['failed']);
  assert.equal(w.finished[0]?.stage, 'failed');
  assert.match(w.statuses.at(-1)?.reason ?? '', /^The database does not answer\. Tried again in/);
  w.train = untilAborted;
  w.scheduler.configChanged(madeOrganization({ revision: 2 }));
  await settled();
  await w.scheduler.stop();
  assert.deepEqual(w.outcomes, ['failed', 'stopped']);
});
