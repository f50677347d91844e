import type { OrganizationConfig } from '@eagle/contracts/domain';
import type { MappedScan } from '@eagle/feeds';

/** Half-open range of event time, milliseconds since the epoch. */
export interface HistoryRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a model learns of a scan: all but where it was read. */
export type PastScan = Pick<MappedScan, 'assetId' | 'eventTimeMs' | 'values' | 'quality'>;

/** The organization's own past. */
export interface ScanHistory {
  /**
   * Every usable scan of the range, page by page: of each asset in the order in which they arrived,
   * which is that of time except for late ones, and of several assets about in order of time.
   * Reading the same range twice gives the same scans.
   * @throws AppError `FEED.*` when the source cannot be read, `TELEMETRY.*` when the historian's
   * store cannot.
   */
  read(
    config: OrganizationConfig,
    range: HistoryRange,
    signal: AbortSignal,
  ): AsyncIterable<readonly PastScan[]>;
}

export interface TrainerJob {
  readonly datasetFolder: string;
  readonly outFolder: string;
  /** Asked for a search of this long, the trainer may take so much longer. */
  readonly searchMs: number;
  readonly signal: AbortSignal;
  /** @param progress  0-1 within the job. */
  readonly onProgress: (progress: number, message: string) => void;
}

/** Makes a model of a data set; what it writes is described in the trainer's README. */
export interface Trainer {
  /**
   * @throws AppError `TRAINING.REFUSED` (invalid), `TRAINING.TRAINER_FAILED`,
   * `TRAINING.TRAINER_TIMEOUT`, `TRAINING.ABORTED`.
   */
  train(job: TrainerJob): Promise<void>;
}
