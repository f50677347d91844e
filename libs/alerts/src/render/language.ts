import type { CauseFactsAsSent } from '@eagle/contracts/domain';

/** Lists of any length in the place of pairs: a client that is generated from OpenAPI has no pairs. */
type Shown<Sent> = Sent extends readonly (infer Item)[]
  ? readonly Shown<Item>[]
  : Sent extends object
    ? { readonly [Key in keyof Sent]: Shown<Sent[Key]> }
    : Sent;

/** Facts of a cause as a reader has them: from the engine, or from a message that any client read. */
export type ShownFacts = Shown<CauseFactsAsSent>;
export type ShownFactsOf<Type extends ShownFacts['type']> = Extract<ShownFacts, { type: Type }>;

/** Renders the causes of alerts in one language. Names that an organization gave stay as they are. */
export interface Language {
  /** The problem, in a few words. */
  readonly titleOf: (facts: ShownFacts) => string;
  /** The observation in one sentence: place, value, and what it is compared with. */
  readonly textOf: (facts: ShownFacts) => string;
}
