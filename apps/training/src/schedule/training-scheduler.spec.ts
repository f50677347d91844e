import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  BY_PLATFORM,
  AppError,
  modelManifestSchema,
  type ModelManifest,
  trainingRunIdSchema,
  type OrganizationConfig,
} from '@eagle/contracts/domain';
import { defineFeatureSet } from '@eagle/features';
import { madeOrganization } from '@eagle/learning/fixtures';
import { nextVersion } from '../train-organization/next-version.js';
import type { TrainingResult } from '../train-organization/train-organization.js';
import { MemoryTrainingRuns } from './training-runs.fixture.js';
import {
  BY_NOBODY,
  NOBODY,
  schedulerWorlds,
  settled,
  untilAborted,
  waiting,
  type World,
} from './training-scheduler.fixture.js';

const version = nextVersion(null);
const { world, stopAll } = schedulerWorlds();
afterEach(stopAll);

test('an organization without a model trains by itself and waits with the reason where history is short', async () => {
  const w = world(waiting);
  w.scheduler.configChanged(madeOrganization());
  await settled();
  assert.equal(w.jobs.length, 1);
  assert.deepEqual(w.outcomes, ['waiting']);
  assert.equal(w.statuses.at(-1)?.stage, 'waiting');
  assert.match(w.statuses.at(-1)?.reason ?? '', /^Too little yet\. Tried again in 17 min\.$/);
});

test('an organization that cannot be trained gets a status with what is missing, and no attempts', async () => {
  const w = world(waiting);
  w.scheduler.configChanged(madeOrganization({ feed: null }));
  await settled();
  assert.equal(w.jobs.length, 0);
  assert.equal(w.statuses.at(-1)?.reason, 'No feed is configured yet.');
  await assert.rejects(w.scheduler.ask(madeOrganization().organizationId, NOBODY), {
    code: 'TRAINING.NOT_CONFIGURED',
  });
});

test('a model for the present features is announced and not trained again, unless requested or the features change', async () => {
  const w = world(waiting);
  const config = madeOrganization();
  w.newest = {
    version,
    artifactPath: 'made/1.0.0',
    featureSetHash: defineFeatureSet(config).hash,
    isToBeServed: true,
  };
  w.scheduler.configChanged(config);
  await settled();
  assert.equal(w.jobs.length, 0);
  assert.deepEqual(w.announced, [`${config.organizationId} 1.0.0 true`]);
  assert.equal(w.statuses.at(-1)?.stage, 'done');
  const { runId } = await w.scheduler.ask(config.organizationId, NOBODY);
  await settled();
  assert.equal(w.jobs[0]?.runId, runId);
  const features = { ...config.settings.features, windowsMs: [600_000] };
  w.scheduler.configChanged({ ...config, revision: 2, settings: { ...config.settings, features } });
  await settled();
  assert.equal(w.jobs.length, 2);
});

test('no more concurrent trainings than allowed, and a running one refuses a second', async () => {
  let running = 0;
  let most = 0;
  const w = world(
    async () => {
      most = Math.max(most, (running += 1));
      await settled();
      running -= 1;
      return { kind: 'waiting', reason: 'Too little yet.' };
    },
    { atOnceMax: 2 },
  );
  const configs: OrganizationConfig[] = [1, 2, 3, 4].map((n) =>
    madeOrganization({ organizationId: `3f1f7c1e-8a52-4b7e-9a55-2f8f2f6f0a0${n}` }),
  );
  for (const config of configs) w.scheduler.configChanged(config);
  while (w.jobs.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const [first] = configs;
  assert.ok(first !== undefined);
  await assert.rejects(w.scheduler.ask(first.organizationId, NOBODY), {
    code: 'TRAINING.RUNNING',
    details: { runId: w.jobs[0]?.runId },
  });
  for (let i = 0; i < 8; i += 1) await settled();
  assert.equal(w.jobs.length, 4);
  assert.equal(most, 2);
});

test('disabling an organization ends its training', async () => {
  const w = world(untilAborted);
  w.scheduler.configChanged(madeOrganization());
  await settled();
  assert.equal(w.jobs.length, 1);
  w.scheduler.configChanged(madeOrganization({ enabled: false, revision: 2 }));
  await settled();
  assert.deepEqual(w.outcomes, ['stopped']);
  assert.equal(w.statuses.at(-1)?.reason, 'The organization is disabled.');
});

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

const failing = (): Promise<TrainingResult> =>
  Promise.reject(new AppError('FEED.UNREACHABLE', 'The database does not answer.'));

/** An organization with an up-to-date model. */
function withModel(w: World): OrganizationConfig {
  const config = madeOrganization();
  const { hash: featureSetHash } = defineFeatureSet(config);
  w.newest = { version, artifactPath: 'made/1.0.0', featureSetHash, isToBeServed: true };
  return config;
}

/** Advances the clock and lets the scheduler check. */
async function advance(w: World, ms: number, config: OrganizationConfig): Promise<void> {
  w.clock.ms += ms;
  w.scheduler.configChanged({ ...config, revision: config.revision });
  await settled();
}

test('a failure is reported in plain words, recorded as one run, retried twice, and then reported to admins', async () => {
  const w = world(failing, { retryMs: 1 });
  const config = withModel(w);
  w.scheduler.configChanged(config);
  await settled();
  const { runId } = await w.scheduler.ask(config.organizationId, { actorId: null, reason: 'New fan.' });
  while (w.outcomes.length < 3) await advance(w, 10, config);
  assert.deepEqual(w.outcomes, ['failed', 'failed', 'failed']);
  assert.deepEqual(
    w.jobs.map((job) => job.runId),
    [runId, runId, runId],
  );
  const [run] = w.runs.runs;
  assert.deepEqual([run?.end?.stage, run?.attempt, w.runs.runs.length], ['failed', 3, 1]);
  assert.ok(
    run?.log.some((line) => /^waiting: The database does not answer\. Tried again in 1 s\.$/.test(line)),
  );
  assert.match(w.statuses.at(-1)?.attention ?? '', /failed 3 times: The database does not answer/);
  w.train = waiting;
  await w.scheduler.ask(config.organizationId, NOBODY);
  await settled();
  assert.equal(w.statuses.at(-1)?.stage, 'refused', 'the requester learns that history is short');
  assert.equal(w.statuses.at(-1)?.attention, null);
});

test('a failed training is retried after its delay, also when the wall clock is stepped', async () => {
  const w = world(failing, { retryMs: 60_000 });
  w.scheduler.configChanged(madeOrganization());
  await settled();
  const other = madeOrganization({ organizationId: '3f1f7c1e-8a52-4b7e-9a55-2f8f2f6f0a02', feed: null });
  const lookAfter = async (ms: number): Promise<number> => {
    w.clock.ms += ms;
    // A change of another organization wakes the scheduler.
    w.scheduler.configChanged(other);
    await settled();
    return w.jobs.length;
  };
  w.clock.steppedMs = 600_000;
  assert.equal(await lookAfter(30_000), 1, 'not early when the clock was set forward');
  w.clock.steppedMs = -600_000;
  assert.equal(await lookAfter(31_000), 2, 'on time when the clock was set back');
});

test('without a model it keeps trying after admins were notified; a stop takes effect at once', async () => {
  const w = world(failing, { retryMs: 1 });
  const config = madeOrganization();
  w.scheduler.configChanged(config);
  while (w.outcomes.length < 4) await advance(w, 10, config);
  assert.match(
    w.statuses.find(({ attention }) => typeof attention === 'string')?.attention ?? '',
    /does not answer/,
  );
  w.train = untilAborted;
  const before = w.jobs.length;
  while (w.jobs.length === before) await advance(w, 10, config);
  await w.scheduler.stop();
  assert.equal(w.outcomes.at(-1), 'stopped');
});

test('the schedule starts one training, and none within the cooldown', async () => {
  const w = world(() => Promise.reject(new AppError('TRAINING.REFUSED', 'One class only.')));
  const config = withModel(w);
  w.scheduler.configChanged(config);
  await settled();
  assert.equal(w.statuses.at(-1)?.nextAt, '2026-01-11T02:00:00.000Z');
  await w.scheduler.ask(config.organizationId, NOBODY);
  await settled();
  assert.equal(w.jobs.length, 1);
  await advance(w, Date.UTC(2026, 0, 11, 2, 1) - w.clock.ms, config);
  assert.equal(w.jobs.length, 2, 'the schedule came');
  assert.equal(w.runs.runs.at(-1)?.request.trigger, 'schedule');
  await advance(w, 60_000, config);
  assert.equal(w.jobs.length, 2, 'once');
  await w.scheduler.ask(config.organizationId, NOBODY);
  await settled();
  const daily = { ...config.settings, training: { ...config.settings.training, schedule: '0 3 * * *' } };
  await advance(w, 3_600_000, { ...config, revision: 2, settings: daily });
  assert.equal(w.jobs.length, 3, 'skipped within the cooldown');
});

test('a model with a failed announcement is announced later, not trained again', async () => {
  const w = world(waiting, { retryMs: 1 });
  const config = withModel(w);
  const made = w.newest ?? assert.fail('no model');
  w.newest = null;
  w.unannounced = 1;
  w.train = () => {
    w.newest = made;
    const manifest = { version, featureSetHash: made.featureSetHash };
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
