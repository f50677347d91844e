import type { ChaosCounters } from './chaos-counters.js';
import type { ChaosTarget } from './chaos-target.js';

/** How much is done: `small` takes part in every test run, `full` is for `npm run chaos`. */
export type ChaosSize = 'small' | 'full';

/** One kind of disturbance. A new one is a file in `cases/` and a line in `cases/index.ts`. */
export interface ChaosCase {
  /** For `--only`. */
  readonly name: string;
  /** Description of the disturbance, for people. */
  readonly description: string;
  /** Runs the case under the counters. Throws only where the case itself could not run. */
  run(context: ChaosContext): Promise<void>;
}

export interface ChaosContext {
  readonly target: ChaosTarget;
  readonly size: ChaosSize;
  readonly counters: ChaosCounters;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}
