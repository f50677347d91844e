import type {
  AssetId,
  ModelManifest,
  ModelMetrics,
  ModelVersion,
  OrganizationConfig,
  OrganizationId,
  TrainingRunId,
  TrainingStage,
} from '@eagle/contracts';
import type { AssetEvent, FeatureSet } from '@eagle/features';
import type { HistoryRange } from '@eagle/learning';
import type { Failure } from '@eagle/models';

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

/** The alarm, error and maintenance logs of an organization's own source. */
export interface LogHistory {
  /**
   * All that the features of scans in this range look back on.
   * @throws AppError `FEED.*` when a log cannot be read.
   */
  read(
    config: OrganizationConfig,
    featureSet: FeatureSet,
    range: HistoryRange,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<AssetId, readonly AssetEvent[]>>;
}
