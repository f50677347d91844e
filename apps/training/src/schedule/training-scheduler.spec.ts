import assert from 'node:assert/strict';
import { AppError, type OrganizationConfig } from '@eagle/contracts/domain';
import { defineFeatureSet } from '@eagle/features';
import { madeOrganization } from '@eagle/learning/fixtures';
import type { TrainingResult } from '../train-organization/train-organization.js';
import {
  advance,
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
    version: MADE_VERSION,
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

const failing = (): Promise<TrainingResult> =>
  Promise.reject(new AppError('FEED.UNREACHABLE', 'The database does not answer.'));

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
