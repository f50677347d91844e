import type {
  ModelManifest,
  ModelMetrics,
  ModelVersion,
  OrganizationConfig,
  OrganizationId,
  TrainingRunId,
  TrainingStage,
} from '@eagle/contracts';
import type { MappedScan } from '@eagle/feeds';
import type { Failure } from '@eagle/models';

/** Half-open range of event time, milliseconds since the epoch. */
export interface HistoryRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The organization's own past, through its own feed. */
export interface ScanHistory {
  /**
   * Every usable scan of the range, page by page, of each asset about in order of time. Reading the same range twice gives the same scans.
   * @throws AppError `FEED.*` when the source cannot be read.
   */
  read(
    config: OrganizationConfig,
    range: HistoryRange,
    signal: AbortSignal,
  ): AsyncIterable<readonly MappedScan[]>;
}

export interface TrainerJob {
  readonly datasetFolder: string;
  readonly outFolder: string;
  readonly signal: AbortSignal;
  /** @param progress  0-1 within the job. */
  readonly onProgress: (progress: number, message: string) => void;
}

/** Makes a model of a data set; what it writes is described in the trainer's README. */
export interface Trainer {
  /** @throws AppError `TRAINING.REFUSED` (invalid), `TRAINING.TRAINER_FAILED`, `TRAINING.TRAINER_TIMEOUT`, `TRAINING.ABORTED`. */
  train(job: TrainerJob): Promise<void>;
}

export interface RegisteredVersion {
  readonly version: ModelVersion;
  readonly artifactPath: string;
  readonly featureSetHash: string;
}

export interface FinishedRun {
  readonly runId: TrainingRunId;
  readonly stage: TrainingStage;
  readonly reason: string;
  readonly metrics: ModelMetrics | null;
}

/** What training keeps in the database, each call for one organization and no other. */
export interface TrainingRecords {
  failureRecords(organizationId: OrganizationId): Promise<Failure[]>;
  /** The newest version; null where there is none. */
  newestVersion(organizationId: OrganizationId): Promise<RegisteredVersion | null>;
  registerModel(organizationId: OrganizationId, manifest: ModelManifest, artifactPath: string): Promise<void>;
  startRun(organizationId: OrganizationId, runId: TrainingRunId): Promise<void>;
  finishRun(organizationId: OrganizationId, run: FinishedRun): Promise<void>;
  /** Closes runs that a killed process left open. */
  closeAbandonedRuns(organizationId: OrganizationId): Promise<void>;
}
