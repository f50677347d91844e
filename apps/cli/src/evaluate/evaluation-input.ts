import type { EvaluateConfig } from './evaluate-config.js';

/** What is evaluated, and how. */
export interface EvaluationInput {
  readonly train: string;
  readonly test: string | null;
  readonly config: EvaluateConfig;
  readonly horizonMs: number | null;
  readonly leadMsMin: number | null;
  /** Folder for what lies on disk meanwhile. */
  readonly workFolder: string;
}

/** Tells a person how far it is. */
export type Say = (text: string) => void;
