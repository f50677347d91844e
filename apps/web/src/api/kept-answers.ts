import type { QueryCache } from '@tanstack/react-query';

/** Enough for the way back to the last pages. */
export const KEPT_ANSWERS_MAX = 24;

/**
 * Of the answers that nothing shows any more, only those that were shown last stay. The library
 * forgets them by age alone, and in a flood an operator opens dozens of alerts within that age.
 */
export function boundKeptAnswers(cache: QueryCache): void {
  /** By the hashes of their keys, in the order in which they were left. */
  const left = new Set<string>();
  cache.subscribe(({ type, query: { queryHash } }) => {
    if (type === 'observerAdded' || type === 'removed') left.delete(queryHash);
    if (type !== 'observerRemoved' || cache.get(queryHash)?.getObserversCount() !== 0) return;
    left.delete(queryHash);
    left.add(queryHash);
    for (const oldest of left) {
      if (left.size <= KEPT_ANSWERS_MAX) return;
      left.delete(oldest);
      const query = cache.get(oldest);
      if (query !== undefined) cache.remove(query);
    }
  });
}
