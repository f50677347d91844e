import { useQuery } from '@tanstack/react-query';
import { answer, type ApiClient, ApiProblem, type Organization, useApi } from '../../api/index.js';
import { errorsOf } from '../health/dead-letters.js';
import { useDeadLetters } from '../health/use-dead-letters.js';
import { type OverviewRow, overviewRow } from './overview.js';
import { usePlaces, useReadings } from './use-readings.js';

const LIST_EVERY_MS = 30_000;
const PAGE_SIZE = 200;
export const ORGANIZATIONS_KEY = ['platform', 'organizations'] as const;

export interface Overview {
  /** Null until the organizations are known. */
  readonly rows: readonly OverviewRow[] | null;
  readonly error: Error | null;
  readonly tryNow: () => void;
}

/** All organizations, as they are now. */
export function useOverview(): Overview {
  const api = useApi();
  const list = useQuery({
    queryKey: ORGANIZATIONS_KEY,
    refetchInterval: LIST_EVERY_MS,
    queryFn: ({ signal }) => readOrganizations(api, signal),
  });
  const organizations = list.data ?? [];
  const readings = useReadings(organizations);
  const places = usePlaces(organizations);
  const letters = useDeadLetters();
  const rows = organizations.map((organization, at) =>
    overviewRow({
      organization,
      reading: readings[at]?.data ?? null,
      problem: sentenceOf(readings[at]?.error ?? null),
      place: places[at]?.data ?? null,
      errors: errorsOf(letters.data ?? [], organization.id),
    }),
  );
  return {
    rows: list.data === undefined ? null : rows,
    error: list.error,
    tryNow: () => void list.refetch(),
  };
}

async function readOrganizations(api: ApiClient, signal: AbortSignal): Promise<Organization[]> {
  const organizations: Organization[] = [];
  let cursor: string | null = null;
  do {
    const at = cursor === null ? {} : { cursor };
    const page: { items: Organization[]; nextCursor: string | null } = await answer(
      api.GET('/api/v1/organizations', { params: { query: { ...at, limit: PAGE_SIZE } }, signal }),
    );
    organizations.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return organizations;
}

const sentenceOf = (error: Error | null): string | null =>
  error instanceof ApiProblem ? error.detail : (error?.message ?? null);
