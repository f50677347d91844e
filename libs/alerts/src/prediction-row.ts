import type { ComponentName, Factor, ModelVersion } from '@eagle/contracts/domain';

/** One prediction of one asset. Times to failure are minutes from `eventTimeMs`, NaN where the model gives none. */
export interface PredictionRow {
  readonly sequence: number;
  readonly eventTimeMs: number;
  readonly readAtMs: number;
  /** FEATURE_FLAG bits. */
  readonly flags: number;
  /** 0-1. */
  readonly probability: number;
  /** 0-1. */
  readonly confidence: number;
  readonly component: ComponentName;
  readonly minutesLow: number;
  readonly minutesMedian: number;
  readonly minutesHigh: number;
  readonly factors: readonly Factor[];
  readonly modelVersion: ModelVersion;
  /** Threshold that was chosen for the model, 0-1; an admin's number wins over it. */
  readonly modelProbabilityMin?: number | undefined;
}
