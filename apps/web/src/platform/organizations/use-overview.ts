import { useQuery } from '@tanstack/react-query';
import { answer, type ApiClient, useApi } from '../../api/index.js';
import type { Glance } from './glance.js';
import { overviewRow, type OverviewRow } from './overview.js';

const READ_EVERY_MS = 10_000;
const PAGE_SIZE = 200;
export const ORGANIZATIONS_KEY = ['platform', 'organizations'] as const;

export interface Overview {
  /** Null until the organizations are known. */
  readonly rows: readonly OverviewRow[] | null;
  readonly error: Error | null;
  readonly tryNow: () => void;
}

/** All organizations, as they are now. Reading them enters none. */
export function useOverview(): Overview {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ORGANIZATIONS_KEY,
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }) => readGlances(api, signal),
  });
  return { rows: data?.map(overviewRow) ?? null, error, tryNow: () => void refetch() };
}

async function readGlances(api: ApiClient, signal: AbortSignal): Promise<Glance[]> {
  const glances: Glance[] = [];
  let cursor: string | null = null;
  do {
    const at = cursor === null ? {} : { cursor };
    const page: { items: Glance[]; nextCursor: string | null } = await answer(
      api.GET('/api/v1/platform/organizations', { params: { query: { ...at, limit: PAGE_SIZE } }, signal }),
    );
    glances.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return glances;
}
