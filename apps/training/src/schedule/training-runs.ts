import type {
  AuditAuthor,
  ModelMetrics,
  ModelVersion,
  OrganizationId,
  TrainingRunId,
  TrainingStage,
  TrainingTrigger,
  UserId,
} from '@eagle/contracts/domain';

/** One training, from its trigger to its end, including retries. */
export interface TrainingRequest {
  readonly runId: TrainingRunId;
  readonly trigger: TrainingTrigger;
  readonly actorId: UserId | null;
  /** The reason that a person gave; empty where there is none. */
  readonly reason: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

export interface RunProgress {
  readonly stage: TrainingStage;
  readonly progress: number;
  /** One sentence for people. */
  readonly text: string;
  readonly attempt: number;
  /** Whether it goes into the run's log; mere progress does not. */
  readonly isLogged: boolean;
}

export interface RunEnd {
  readonly stage: 'done' | 'refused' | 'failed' | 'cancelled';
  readonly reason: string;
  readonly version: ModelVersion | null;
  readonly metrics: ModelMetrics | null;
}

/** The newest finished training. */
export interface LastRun {
  readonly startedMs: number;
  readonly finishedMs: number;
  readonly stage: TrainingStage;
  readonly reason: string;
}

/** The visible training runs; each call is for one organization. */
export interface TrainingRuns {
  /** Stores it as waiting; a repeated call with the same run changes nothing. */
  open(organizationId: OrganizationId, request: TrainingRequest): Promise<void>;
  progress(organizationId: OrganizationId, runId: TrainingRunId, now: RunProgress): Promise<void>;
  /** @param by  Who ended it, for the audit log. */
  finish(organizationId: OrganizationId, runId: TrainingRunId, end: RunEnd, by: AuditAuthor): Promise<void>;
  /** Runs that a killed process left open, oldest first; begun ones are closed as failed. */
  leftOpen(organizationId: OrganizationId): Promise<(TrainingRequest & { readonly hadBegun: boolean })[]>;
  last(organizationId: OrganizationId): Promise<LastRun | null>;
}
