import type { CauseFacts } from '@eagle/contracts/domain';

/** How the causes of alerts are said in one language. */
export interface Language {
  /** What is the matter, in a few words. */
  readonly titleOf: (facts: CauseFacts) => string;
  /** What was seen, in one sentence: where, what, and against what. */
  readonly textOf: (facts: CauseFacts) => string;
}
