import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  AppError,
  BY_PLATFORM,
  trainingRunIdSchema,
  type OrganizationConfig,
  type TrainingStatus,
} from '@eagle/contracts/domain';
import { defineFeatureSet } from '@eagle/features';
import { madeOrganization } from '@eagle/learning/fixtures';
import type { RegisteredVersion } from '../ports.js';
import { nextVersion } from '../train-organization/next-version.js';
import type { TrainingJob, TrainingResult } from '../train-organization/train-organization.js';
import { StatusCache } from './status-cache.js';
import { MemoryTrainingRuns } from './training-runs.fixture.js';
import { TrainingScheduler } from './training-scheduler.js';

/** A scheduler with fakes around it, and its recorded results. */
export interface World {
  readonly scheduler: TrainingScheduler;
  readonly runs: MemoryTrainingRuns;
  /** The steady clock, and the offset by which the wall clock was stepped. */
  readonly clock: { ms: number; steppedMs: number };
  readonly statuses: TrainingStatus[];
  readonly jobs: TrainingJob[];
  readonly announced: string[];
  readonly outcomes: string[];
  newest: RegisteredVersion | null;
  /** This many announcements fail. */
  unannounced: number;
  train: (job: TrainingJob) => Promise<TrainingResult>;
}

interface Given {
  readonly atOnceMax?: number;
  readonly runs?: MemoryTrainingRuns;
  readonly retryMs?: number;
}

/** The worlds of one test file: `stopAll` stops their schedulers; call it after each test. */
export function schedulerWorlds(): {
  readonly world: (train: World['train'], given?: Given) => World;
  readonly stopAll: () => Promise<void>;
} {
  const made: World[] = [];
  return {
    world: (train, given = {}) => {
      const world = makeWorld(train, given);
      made.push(world);
      return world;
    },
    stopAll: async () => {
      for (const { scheduler } of made.splice(0)) await scheduler.stop();
    },
  };
}

function makeWorld(train: World['train'], given: Given): World {
  // A Monday: the schedule is days away.
  const clock = { ms: Date.UTC(2026, 0, 5), steppedMs: 0 };
  const statuses: TrainingStatus[] = [];
  const status = new StatusCache(
    (reported) => Promise.resolve(statuses.push(reported)),
    (error) => assert.fail(String(error)),
    () => clock.ms++,
    () => clock.ms,
  );
  const runs = given.runs ?? new MemoryTrainingRuns(() => clock.ms);
  const made: World = {
    runs,
    clock,
    statuses,
    jobs: [],
    announced: [],
    outcomes: [],
    newest: null,
    unannounced: 0,
    train,
    scheduler: new TrainingScheduler({
      records: { newestVersion: () => Promise.resolve(made.newest) },
      runs,
      train: (job) => {
        made.jobs.push(job);
        return made.train(job);
      },
      announce: async (organizationId, reported, promote) => {
        made.unannounced -= 1;
        if (made.unannounced >= 0) throw new AppError('BUS.PUBLISH_TIMEOUT', 'The bus is unavailable.');
        made.announced.push(`${organizationId} ${reported.version} ${promote}`);
      },
      status,
      newRunId: () => trainingRunIdSchema.parse(randomUUID()),
      now: () => clock.ms + clock.steppedMs,
      monotonicNow: () => clock.ms,
      atOnceMax: given.atOnceMax ?? 1,
      retryMs: () => given.retryMs ?? 1_000_000,
      onOutcome: (outcome) => void made.outcomes.push(outcome),
      onUnwritten: (error) => assert.ok(error instanceof AppError && error.code === 'BUS.PUBLISH_TIMEOUT'),
    }),
  };
  return made;
}

export const NOBODY = { actorId: null, reason: '' };
export const BY_NOBODY = { by: BY_PLATFORM, reason: '' };

/** Runs everything that needs no timer. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

export const waiting = (): Promise<TrainingResult> =>
  Promise.resolve({ kind: 'waiting', reason: 'Too little yet.' });

/** Trains until it is aborted. */
export const untilAborted = (job: TrainingJob): Promise<TrainingResult> =>
  new Promise((_, reject) => {
    const abort = (): void => reject(new AppError('TRAINING.ABORTED', 'Stopped.'));
    if (job.signal.aborted) abort();
    job.signal.addEventListener('abort', abort);
  });

/** Of the model of `withModel`. */
export const MADE_VERSION = nextVersion(null);

/** An organization with an up-to-date model. */
export function withModel(w: World): OrganizationConfig {
  const config = madeOrganization();
  const { hash: featureSetHash } = defineFeatureSet(config);
  w.newest = { version: MADE_VERSION, artifactPath: 'made/1.0.0', featureSetHash, isToBeServed: true };
  return config;
}

/** Advances the clock and lets the scheduler check. */
export async function advance(w: World, ms: number, config: OrganizationConfig): Promise<void> {
  w.clock.ms += ms;
  w.scheduler.configChanged({ ...config, revision: config.revision });
  await settled();
}
