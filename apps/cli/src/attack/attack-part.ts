import type { AttackCounters } from './attack-counters.js';
import type { AttackTarget } from './attack-target.js';

/** How much is tried: `small` takes part in every test run, `full` is for `npm run attack`. */
export type AttackSize = 'small' | 'full';

/**
 * One kind of attack on a running platform. A new one is a file in `parts/` and a line in
 * `parts/index.ts`.
 */
export interface AttackPart {
  /** For `--only`. */
  readonly name: string;
  /** What the attacker has and wants, for people. */
  readonly description: string;
  /** Tries everything and counts it. Throws only where the attack itself could not run. */
  run(context: AttackContext): Promise<void>;
}

export interface AttackContext {
  readonly target: AttackTarget;
  readonly size: AttackSize;
  /** Counts what this part tries. */
  readonly counters: AttackCounters;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}
