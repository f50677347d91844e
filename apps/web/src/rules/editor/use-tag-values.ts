import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, type Reply, useApi } from '../../api/index.js';
import { seriesIn } from '../../charts/series-answer.js';
import { useOrganizationQuery } from '../../session/index.js';
import { serverClock } from '../../time/index.js';

const READ_EVERY_MS = 5_000;
const CHART_EVERY_MS = 60_000;
export const CHART_MS = 86_400_000;

export type LatestRow = Reply<'/api/v1/telemetry/latest', 'get'>['items'][number];

/** The newest row of each asset, with the given tags. */
export function useLatestRows(tags: readonly string[]) {
  const api = useApi();
  const named = useOrganizationQuery();
  const names = tags.join(',');
  return useQuery({
    queryKey: ['rules', 'latest', named.organizationId, names],
    enabled: names !== '',
    refetchInterval: READ_EVERY_MS,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/telemetry/latest', { params: { query: { ...named, tags: names } }, signal })),
  });
}

/** The last day of the given tags of one asset. */
export function useLastDay(asset: string | null, tags: readonly string[]) {
  const api = useApi();
  const named = useOrganizationQuery();
  const names = tags.join(',');
  return useQuery({
    queryKey: ['rules', 'day', named.organizationId, asset, names],
    enabled: asset !== null && names !== '',
    refetchInterval: CHART_EVERY_MS,
    queryFn: async ({ signal }) => {
      const toMs = serverClock.now();
      const fromMs = toMs - CHART_MS;
      const series = await seriesIn(
        answer(
          api.GET('/api/v1/telemetry', {
            params: {
              query: {
                ...named,
                asset: asset ?? '',
                tags: names,
                from: new Date(fromMs).toISOString(),
                to: new Date(toMs).toISOString(),
              },
            },
            signal,
          }),
        ),
      );
      return { range: { fromMs, toMs }, series };
    },
  });
}
