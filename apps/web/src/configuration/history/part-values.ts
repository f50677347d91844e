import {
  type Configuration,
  type Difference,
  differencesBetween,
  type Part,
  valueOf,
} from '../../drafts/index.js';

const PARTS: readonly Part[] = ['assets', 'tags', 'feed', 'mapping', 'rules', 'settings'];

export interface DifferingPart {
  readonly part: Part;
  readonly differences: readonly Difference[];
}

/** The parts that two configurations do not have in common, each with its differences. */
export const differingParts = (before: Configuration, after: Configuration): DifferingPart[] =>
  PARTS.map((part) => ({
    part,
    differences: differencesBetween(valueOf(part, before), valueOf(part, after)),
  })).filter(({ differences }) => differences.length > 0);
