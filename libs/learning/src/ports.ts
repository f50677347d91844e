import type { OrganizationConfig } from '@eagle/contracts/domain';
import type { MappedScan } from '@eagle/feeds';

/** Half-open range of event time, milliseconds since the epoch. */
export interface HistoryRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The part of a scan that a model learns from: all but its place in the source. */
export type PastScan = Pick<MappedScan, 'assetId' | 'eventTimeMs' | 'values' | 'quality'>;

/** The organization's own past. */
export interface ScanHistory {
  /**
   * Every usable scan of the range, page by page. The scans of one asset come in the order of their
   * arrival, which is the order of time except for late scans; several assets come roughly in order
   * of time. Reading the same range twice gives the same scans.
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
  /** Length of a requested search; the trainer may take that much longer. */
  readonly searchMs: number;
  readonly signal: AbortSignal;
  /** @param progress  0-1 within the job. */
  readonly onProgress: (progress: number, message: string) => void;
}

/** Makes a model from a data set; the trainer's README describes the files. */
export interface Trainer {
  /**
   * @throws AppError `TRAINING.REFUSED` (invalid), `TRAINING.TRAINER_FAILED`,
   * `TRAINING.TRAINER_TIMEOUT`, `TRAINING.ABORTED`.
   */
  train(job: TrainerJob): Promise<void>;
}
