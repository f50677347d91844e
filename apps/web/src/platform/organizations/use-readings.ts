import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query';
import { type ApiClient, ApiProblem, answer, type Organization, useApi } from '../../api/index.js';
import { countAlerts } from '../../live/index.js';
import type { Feed, OrganizationReading, Place } from './organization-reading.js';
import { withRowCount } from './rows-per-second.js';

const READ_EVERY_MS = 10_000;
/** The more organizations, the less often each is read: together they ask thirty times a second at most. */
const EACH_MS = 100;
const PLACE_STALE_MS = 300_000;
const ALERTS_MAX = 200;

export interface Known<Data> {
  readonly data: Data | null;
  readonly error: Error | null;
}

/**
 * What each organization is now, in the order of the list. A disabled one is not read. Each reading
 * is a super-admin's visit: the gateway writes it into the audit log of the organization, once in
 * ten minutes.
 */
export function useReadings(organizations: readonly Organization[]): readonly Known<OrganizationReading>[] {
  const api = useApi();
  const queryClient = useQueryClient();
  const refetchInterval = Math.max(READ_EVERY_MS, organizations.length * EACH_MS);
  const results = useQueries({
    queries: organizations.map(({ id, enabled }) => ({
      queryKey: readingKey(id),
      enabled,
      refetchInterval,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => read(api, queryClient, id, signal),
    })),
  });
  return results.map(({ data, error }) => ({ data: data ?? null, error }));
}

/** Where each organization is, and how large. A disabled one is not read. */
export function usePlaces(organizations: readonly Organization[]): readonly Known<Place>[] {
  const api = useApi();
  const results = useQueries({
    queries: organizations.map(({ id, enabled }) => ({
      queryKey: ['platform', 'place', id],
      enabled,
      staleTime: PLACE_STALE_MS,
      queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<Place> => {
        const request = { params: { path: { organizationId: id } }, signal };
        const [{ assets }, { timeZone }] = await Promise.all([
          answer(api.GET('/api/v1/organizations/{organizationId}/assets', request)),
          answer(api.GET('/api/v1/organizations/{organizationId}/settings', request)),
        ]);
        return { assets: assets.length, zone: timeZone };
      },
    })),
  });
  return results.map(({ data, error }) => ({ data: data ?? null, error }));
}

const readingKey = (organizationId: string): readonly string[] => ['platform', 'reading', organizationId];

async function read(
  api: ApiClient,
  queryClient: QueryClient,
  organizationId: string,
  signal: AbortSignal,
): Promise<OrganizationReading> {
  const query = { organizationId };
  const [feed, models, alerts] = await Promise.all([
    feedOf(api, organizationId, signal),
    answer(api.GET('/api/v1/ml/status', { params: { query }, signal })),
    answer(
      api.GET('/api/v1/alerts', {
        params: { query: { ...query, active: 'true', limit: ALERTS_MAX } },
        signal,
      }),
    ),
  ]);
  const before = queryClient.getQueryData<OrganizationReading>(readingKey(organizationId))?.rowCounts ?? [];
  return {
    feed,
    rowCounts:
      feed === null ? [] : withRowCount(before, { atMs: Date.parse(feed.updatedAt), rows: feed.rowsRead }),
    models,
    alerts: countAlerts(new Map(alerts.items.map((alert) => [alert.id, alert]))),
    hasMoreAlerts: alerts.nextCursor !== null,
  };
}

/** Null: the feed has never reported. */
async function feedOf(api: ApiClient, organizationId: string, signal: AbortSignal): Promise<Feed | null> {
  try {
    return await answer(
      api.GET('/api/v1/organizations/{organizationId}/feed/status', {
        params: { path: { organizationId } },
        signal,
      }),
    );
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'FEED.STATUS_UNKNOWN') return null;
    throw error;
  }
}
