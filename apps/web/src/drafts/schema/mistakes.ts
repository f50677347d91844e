import type * as z from 'zod';
import type { Mistake } from '../../api/index.js';
import { isAtOrBelow, type Pointer, pointerOf } from '../values/pointer.js';

/** What a schema finds wrong, in the form in which the gateway answers it. */
export const mistakesOf = (
  issues: readonly z.core.$ZodIssue[],
  textOf: (issue: z.core.$ZodIssue) => string,
): Mistake[] =>
  issues.map((issue) => ({
    pointer: pointerOf(issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))),
    detail: textOf(issue),
  }));

/** Mistakes of a refused change, apart: those in the part itself, and those that it makes in others. */
export interface PlacedMistakes {
  /** Pointers into the value of the part. */
  readonly here: readonly Mistake[];
  /** Pointers into the whole configuration: a rule names a tag that is gone. */
  readonly elsewhere: readonly Mistake[];
}

/**
 * The gateway points into the body of the request, or into the whole configuration where parts do not
 * fit together. Lists are in an object of their name in both; settings, feed and mapping are the body.
 */
export function placeMistakes(
  mistakes: readonly Mistake[],
  part: string,
  parts: readonly string[],
): PlacedMistakes {
  const [here, elsewhere]: [Mistake[], Mistake[]] = [[], []];
  for (const mistake of mistakes) {
    const { pointer, detail } = mistake;
    const foreign = parts.find((other) => other !== part && isAtOrBelow(pointer, `/${other}`));
    if (isAtOrBelow(pointer, `/${part}`)) here.push({ pointer: pointer.slice(part.length + 1), detail });
    else if (foreign === undefined) here.push(mistake);
    else elsewhere.push(mistake);
  }
  return { here, elsewhere };
}

/** What is wrong with one field itself, in one text. */
export function mistakeAt(mistakes: readonly Mistake[], pointer: Pointer): string | undefined {
  const found = mistakes.filter((mistake) => mistake.pointer === pointer).map(({ detail }) => detail);
  return found.length === 0 ? undefined : found.join('; ');
}

/** What is wrong at a place and below it. */
export const mistakesBelow = (mistakes: readonly Mistake[], pointer: Pointer): readonly Mistake[] =>
  mistakes.filter((mistake) => isAtOrBelow(mistake.pointer, pointer));
