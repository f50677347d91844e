import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../../api/index.js';
import { DEAD_LETTERS, type DeadLetter, NOUNS } from '../../dead-letters/index.js';

const READ_EVERY_MS = 30_000;
const PAGE_SIZE = 200;

/** Messages of all organizations that no reader could use; at most 200 of each kind, the oldest ones. */
export function useDeadLetters() {
  const api = useApi();
  return useQuery({
    queryKey: [DEAD_LETTERS, 'platform'],
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
