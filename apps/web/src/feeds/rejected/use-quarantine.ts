import { useInfiniteQuery } from '@tanstack/react-query';
import { answer, type Reply, useApi } from '../../api/index.js';
import { useOrganizationId } from '../../session/index.js';

const READ_EVERY_MS = 30_000;
const PAGE_SIZE = 50;
const FIRST_PAGE = '';

export type QuarantinedRow = Reply<
  '/api/v1/organizations/{organizationId}/feed/quarantine',
  'get'
>['items'][number];

/** The newest rows that could not be used, page by page. */
export function useQuarantine() {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useInfiniteQuery({
    queryKey: ['feeds', 'quarantine', organizationId],
    refetchInterval: READ_EVERY_MS,
    initialPageParam: FIRST_PAGE,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/organizations/{organizationId}/feed/quarantine', {
          params: {
            path: { organizationId },
            query: pageParam === FIRST_PAGE ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, cursor: pageParam },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
