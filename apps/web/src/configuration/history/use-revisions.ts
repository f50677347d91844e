import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, type Reply, useApi } from '../../api/index.js';
import { useOrganizationId } from '../../session/index.js';

const PAGE_SIZE = 50;
const FIRST_PAGE = '';

const LIST = '/api/v1/organizations/{organizationId}/config/revisions';
export type Revision = Reply<typeof LIST, 'get'>['items'][number];
export type WholeRevision = Reply<`${typeof LIST}/{revision}`, 'get'>;
export type PartChange = NonNullable<Revision['changes']>[number];

/** Revisions of the configuration, newest first, page by page. */
export function useRevisions() {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useInfiniteQuery({
    queryKey: ['revisions', 'list', organizationId],
    initialPageParam: FIRST_PAGE,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET(LIST, {
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

/** One revision, whole. It never changes. @param revision  Null: none is wanted. */
export function useRevision(revision: number | null) {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useQuery({
    queryKey: ['revisions', 'whole', organizationId, revision],
    enabled: revision !== null,
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      answer(
        api.GET(`${LIST}/{revision}`, {
          params: { path: { organizationId, revision: revision ?? 0 } },
          signal,
        }),
      ),
  });
}
