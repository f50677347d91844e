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
  /** Tells the platform of a version, unless it was told before. */
  readonly announce: (
    organizationId: OrganizationId,
    version: RegisteredVersion,
    promote: boolean,
  ) => Promise<void>;
  readonly status: StatusCache;
  readonly newRunId: () => TrainingRunId;
  /** Wall clock, for what is due by the calendar and what is told. */
  readonly now: () => number;
  /** Steady clock, for how long something took. */
  readonly monotonicNow: () => number;
  /** Trainings at once, over all organizations. */
  readonly atOnceMax: number;
  /** How long to wait after so many attempts without a model. */
  readonly retryMs: (attempts: number) => number;
  readonly onOutcome: (
    outcome: TrainingOutcome,
    organizationId: OrganizationId,
    tookMs: number,
    error: unknown,
  ) => void;
  /** What could not be written down and is made good for later. */
  readonly onUnwritten: (error: unknown) => void;
}
