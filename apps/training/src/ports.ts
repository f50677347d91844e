import type {
  AssetId,
  FeatureSetHash,
  ModelManifest,
  ModelVersion,
  OrganizationConfig,
  OrganizationId,
} from '@eagle/contracts/domain';
import type { AssetLogEntry, FeatureSet } from '@eagle/features';
import type { HistoryRange, ScanHistory } from '@eagle/learning';
import type { Failure } from '@eagle/models';

export interface RegisteredVersion {
  readonly version: ModelVersion;
  readonly artifactPath: string;
  readonly featureSetHash: string;
  /** It passed the gate and no decision about it exists yet: it is announced to go live. */
  readonly isToBeServed: boolean;
}

/** The database records of training; each call is for one organization. */
export interface TrainingRecords {
  failureRecords(organizationId: OrganizationId): Promise<Failure[]>;
  /** The newest version; null where there is none. */
  newestVersion(organizationId: OrganizationId): Promise<RegisteredVersion | null>;
  registerModel(organizationId: OrganizationId, manifest: ModelManifest, artifactPath: string): Promise<void>;
  /** The highest version ever assigned, also if it was deleted since; null where there was none. */
  lastVersionGiven(organizationId: OrganizationId): Promise<ModelVersion | null>;
}

/** The live version, ready to predict held-out rows. */
export interface Champion {
  readonly manifest: ModelManifest;
  /** @param matrix  rows x features, in the champion's feature set. */
  probability(matrix: Float32Array, rows: number): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface Champions {
  /**
   * @returns null where no version is live, or where it uses other features and so cannot predict
   * these rows.
   */
  championOf(organizationId: OrganizationId, features: FeatureSetHash): Promise<Champion | null>;
}

/** The past of one organization, prepared for one training. */
export interface PreparedPast extends ScanHistory {
  /** Where the scans of the last reading came from, and what they lack: a few sentences. */
  readonly account: { readonly text: string };
}

/** The pasts of all organizations. */
export interface Pasts {
  /**
   * Decides where the scans of a range are read, so that each reading of it gives the same.
   * @throws AppError `TELEMETRY.*`, `DATABASE.*`.
   */
  prepare(config: OrganizationConfig, range: HistoryRange): Promise<PreparedPast>;
}

/** The alarm, error and maintenance logs of an organization's assets. */
export interface LogHistory {
  /**
   * All entries that the features of scans in this range look back on.
   * @throws AppError `FEED.*`, `DATABASE.*` when a log cannot be read; `TRAINING.LOGS_TOO_LONG`.
   */
  read(
    config: OrganizationConfig,
    featureSet: FeatureSet,
    range: HistoryRange,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<AssetId, readonly AssetLogEntry[]>>;
}
