import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answer, type ApiClient, readPages, useApi, type User } from '../api/index.js';
import { useOrganizationQuery, useSession } from '../session/index.js';
import type { AuditQuery } from './audit-filter.js';
import type { AuditPage } from './audit-log.js';

const PAGE_SIZE = 50;
const READ_EVERY_MS = 30_000;
const STALE_MS = 60_000;
const FIRST_PAGE = '';

/** Whose log: the one of the organization that is shown, or the platform's own. */
export type LogOf = 'organization' | 'platform';
type PageQuery = AuditQuery & { readonly limit: number; readonly cursor?: string };

/** Reads one page of a log. @throws ApiProblem */
export type ReadPage = (query: PageQuery, signal?: AbortSignal) => Promise<AuditPage>;

const readPlatform = (api: ApiClient, query: PageQuery, signal?: AbortSignal): Promise<AuditPage> =>
  answer(
    api.GET('/api/v1/audit/platform', { params: { query }, ...(signal === undefined ? {} : { signal }) }),
  );

export function useReadPage(of: LogOf): ReadPage {
  const api = useApi();
  const named = useOrganizationQuery();
  return useMemo(
    () => (query, signal) =>
      of === 'platform'
        ? readPlatform(api, query, signal)
        : answer(
            api.GET('/api/v1/audit', {
              params: { query: { ...named, ...query } },
              ...(signal === undefined ? {} : { signal }),
            }),
          ),
    [api, of, named],
  );
}

/** The entries of a log, newest first, page by page. */
export function useAuditEntries(of: LogOf, query: AuditQuery) {
  const readPage = useReadPage(of);
  const { organizationId } = useSession();
  return useInfiniteQuery({
    queryKey: ['audit', 'entries', of, organizationId, query],
    refetchInterval: READ_EVERY_MS,
    initialPageParam: FIRST_PAGE,
    queryFn: ({ pageParam, signal }) =>
      readPage(
        { ...query, limit: PAGE_SIZE, ...(pageParam === FIRST_PAGE ? {} : { cursor: pageParam }) },
        signal,
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Who can have done something: the people of the organization, or the super-admins. */
export function useActors(of: LogOf) {
  const api = useApi();
  const { organizationId } = useSession();
  return useQuery({
    queryKey: ['audit', 'actors', of, organizationId],
    staleTime: STALE_MS,
    queryFn: ({ signal }) =>
      readPages<User>((query) =>
        of === 'platform' || organizationId === null
          ? answer(api.GET('/api/v1/super-admins', { params: { query }, signal }))
          : answer(
              api.GET('/api/v1/organizations/{organizationId}/users', {
                params: { path: { organizationId }, query },
                signal,
              }),
            ),
      ),
  });
}
