import type { Reply } from '../api/index.js';

export type ModelSummary = Reply<'/api/v1/ml/models', 'get'>['items'][number];
export type ModelDetail = Reply<'/api/v1/ml/models/{version}', 'get'>;
export type Manifest = ModelDetail['manifest'];
export type ModelState = ModelSummary['state'];
export type Verdict = NonNullable<ModelSummary['verdict']>;
export type Judgement = NonNullable<Manifest['judgement']>;
/** One of those that are judged on the same failures: the model, elapsed time alone, the rules. */
export type Contender = Judgement['model'];
export type Estimate = Contender['warnedShare'];
export type Step = ModelDetail['history'][number];

type Status = Reply<'/api/v1/ml/status', 'get'>;
export type TrainingStage = NonNullable<Status['training']>['stage'];

/** What serves, as the socket and the REST interface tell it alike. */
export interface Serving {
  readonly state: NonNullable<Status['serving']>['state'];
  readonly version: string | null;
  readonly reason: string;
  readonly cause?: NonNullable<Status['serving']>['cause'];
  readonly shadowVersion?: string | null | undefined;
  readonly override?: boolean | undefined;
  readonly watch?: NonNullable<Status['serving']>['watch'];
}

/** How far the training is, as the socket and the REST interface tell it alike. */
export interface Training {
  readonly runId: string | null;
  readonly stage: TrainingStage;
  /** 0-1 within the whole run. */
  readonly progress: number;
  readonly reason: string;
  readonly waitsFor?: NonNullable<Status['training']>['waitsFor'];
  readonly updatedAt: string;
  readonly leftMs?: number | null | undefined;
  readonly nextAt?: string | null | undefined;
  readonly attention?: string | null | undefined;
}
