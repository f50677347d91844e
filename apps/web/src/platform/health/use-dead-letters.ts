import { useQuery } from '@tanstack/react-query';
import { answer, type Query, useApi } from '../../api/index.js';
import type { DeadLetter } from './dead-letters.js';

const READ_EVERY_MS = 30_000;
const PAGE_SIZE = 200;
export const DEAD_LETTERS_KEY = ['platform', 'dead-letters'] as const;

type Noun = NonNullable<Query<'/api/v1/dead-letters', 'get'>['noun']>;

/** Rows of a source are left out: they are in the quarantine of their feed, which its admin reads. */
const NOUNS: readonly Noun[] = ['scans', 'features', 'predictions', 'shadow', 'alerts', 'events', 'models'];

/** Messages of all organizations that no reader could use; at most 200 of each kind, the oldest ones. */
export function useDeadLetters() {
  const api = useApi();
  return useQuery({
    queryKey: DEAD_LETTERS_KEY,
    refetchInterval: READ_EVERY_MS,
    queryFn: async ({ signal }): Promise<readonly DeadLetter[]> => {
      const pages = await Promise.all(
        NOUNS.map((noun) =>
          answer(api.GET('/api/v1/dead-letters', { params: { query: { noun, limit: PAGE_SIZE } }, signal })),
        ),
      );
      return pages.flatMap(({ items }) => items);
    },
  });
}
