import type { EvaluateConfig } from './evaluate-config.js';

/** The input of an evaluation. */
export interface EvaluationInput {
  readonly train: string;
  readonly test: string | null;
  readonly config: EvaluateConfig;
  readonly horizonMs: number | null;
  readonly leadMsMin: number | null;
  /** Folder for temporary files. */
  readonly workFolder: string;
}

/** Reports progress to the user. */
export type Say = (text: string) => void;
