import type {
  AssetId,
  FeatureSetHash,
  ModelManifest,
  ModelVersion,
  OrganizationConfig,
  OrganizationId,
} from '@eagle/contracts/domain';
import type { AssetLogEntry, FeatureSet } from '@eagle/features';
import type { HistoryRange } from '@eagle/learning';
import type { Failure } from '@eagle/models';

export interface RegisteredVersion {
  readonly version: ModelVersion;
  readonly artifactPath: string;
  readonly featureSetHash: string;
  /** It passed the gate and nobody has decided yet what becomes of it: it is announced to be served. */
  readonly isToBeServed: boolean;
}

/** What training keeps in the database, each call for one organization and no other. */
export interface TrainingRecords {
  failureRecords(organizationId: OrganizationId): Promise<Failure[]>;
  /** The newest version; null where there is none. */
  newestVersion(organizationId: OrganizationId): Promise<RegisteredVersion | null>;
  registerModel(organizationId: OrganizationId, manifest: ModelManifest, artifactPath: string): Promise<void>;
  /** The highest version that was ever given out, also where it was deleted since; null where there was none. */
  lastVersionGiven(organizationId: OrganizationId): Promise<ModelVersion | null>;
}

/** The version that serves now, ready to be asked about held-out rows. */
export interface Champion {
  readonly manifest: ModelManifest;
  /** @param matrix  rows x features, as the champion's feature set has them. */
  probability(matrix: Float32Array, rows: number): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface Champions {
  /** @returns null where none serves, or one that takes other features: it could not be asked. */
  championOf(organizationId: OrganizationId, features: FeatureSetHash): Promise<Champion | null>;
}

/** The alarm, error and maintenance logs of an organization's assets. */
export interface LogHistory {
  /**
   * All that the features of scans in this range look back on.
   * @throws AppError `FEED.*`, `DATABASE.*` when a log cannot be read; `TRAINING.LOGS_TOO_LONG`.
   */
  read(
    config: OrganizationConfig,
    featureSet: FeatureSet,
    range: HistoryRange,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<AssetId, readonly AssetLogEntry[]>>;
}
