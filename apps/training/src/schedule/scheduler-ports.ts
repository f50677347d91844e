import type { OrganizationId, TrainingRunId } from '@eagle/contracts/domain';
import type { RegisteredVersion, TrainingRecords } from '../ports.js';
import type { TrainingJob, TrainingResult } from '../train-organization/train-organization.js';
import type { StatusCache } from './status-cache.js';
import type { TrainingRuns } from './training-runs.js';

export type TrainingOutcome = 'registered' | 'waiting' | 'refused' | 'failed' | 'stopped' | 'cancelled';

export interface SchedulerPorts {
  readonly records: Pick<TrainingRecords, 'newestVersion'>;
  readonly runs: TrainingRuns;
  readonly train: (job: TrainingJob) => Promise<TrainingResult>;
  /** Announces a version to the platform, unless it was announced before. */
  readonly announce: (
    organizationId: OrganizationId,
    version: RegisteredVersion,
    promote: boolean,
  ) => Promise<void>;
  readonly status: StatusCache;
  readonly newRunId: () => TrainingRunId;
  /** Wall clock, for calendar times and reported times. */
  readonly now: () => number;
  /** Steady clock, for durations. */
  readonly monotonicNow: () => number;
  /** Concurrent trainings of all organizations. */
  readonly atOnceMax: number;
  /** The delay after a number of attempts without a model. */
  readonly retryMs: (attempts: number) => number;
  readonly onOutcome: (
    outcome: TrainingOutcome,
    organizationId: OrganizationId,
    tookMs: number,
    error: unknown,
  ) => void;
  /** Reports a write that failed and is repeated later. */
  readonly onUnwritten: (error: unknown) => void;
}
