import type { CauseFacts } from '@eagle/contracts/domain';

/** Renders the causes of alerts in one language. */
export interface Language {
  /** The problem, in a few words. */
  readonly titleOf: (facts: CauseFacts) => string;
  /** The observation in one sentence: place, value, and what it is compared with. */
  readonly textOf: (facts: CauseFacts) => string;
}
