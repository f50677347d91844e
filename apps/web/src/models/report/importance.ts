import type { Manifest } from '../model-types.js';

type Reference = Manifest['reference'][number];

export interface Importance {
  /** The features that say most, first. */
  readonly first: readonly Pick<Reference, 'name' | 'importance'>[];
  /** All others together. */
  readonly others: { readonly count: number; readonly importance: number };
}

const FIRST = 5;

/** What the model leans on; null where the manifest gives no shares. */
export function importanceOf(reference: readonly Reference[]): Importance | null {
  const ordered = reference.toSorted((a, b) => b.importance - a.importance);
  const leaning = ordered.filter(({ importance }) => importance > 0);
  if (leaning.length === 0) return null;
  const rest = ordered.slice(Math.min(FIRST, leaning.length));
  return {
    first: leaning.slice(0, FIRST).map(({ name, importance }) => ({ name, importance })),
    others: { count: rest.length, importance: rest.reduce((sum, { importance }) => sum + importance, 0) },
  };
}
