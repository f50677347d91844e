import { useQuery } from '@tanstack/react-query';
import { answer, type Reply, useApi } from '../../api/index.js';
import { useOrganizationId, useOrganizationQuery } from '../../session/index.js';
import { serverClock, usePlantTime } from '../../time/index.js';
import { daysUpTo } from './day-range.js';

const STALE_MS = 60_000;
const READ_EVERY_MS = 60_000;

type Of<Part extends 'assets' | 'tags'> = Reply<`/api/v1/organizations/{organizationId}/${Part}`, 'get'>;
export type Asset = Of<'assets'>['assets'][number];

export interface Plant {
  readonly assets: readonly Asset[];
  /** Human names of tags that have one. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The assets whose quality can be read, and what people call their tags. */
export function usePlant() {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useQuery({
    queryKey: ['feeds', 'plant', organizationId],
    staleTime: STALE_MS,
    queryFn: async ({ signal }): Promise<Plant> => {
      const request = { params: { path: { organizationId } }, signal };
      const [{ assets }, { tags }] = await Promise.all([
        answer(api.GET('/api/v1/organizations/{organizationId}/assets', request)),
        answer(api.GET('/api/v1/organizations/{organizationId}/tags', request)),
      ]);
      const named = tags.filter(({ label }) => label !== '');
      return { assets, labels: new Map(named.map(({ tag, label }) => [tag, label])) };
    },
  });
}

/** How the rows of an asset came on the last days, by day and tag. */
export function useQuality(assetId: string, days: number) {
  const api = useApi();
  const named = useOrganizationQuery();
  const organizationId = useOrganizationId();
  const plantTime = usePlantTime();
  return useQuery({
    queryKey: ['feeds', 'quality', organizationId, assetId, days, plantTime.zone],
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }) => {
      const range = daysUpTo(serverClock.now(), days, plantTime);
      const query = { ...named, ...range, asset: assetId, zone: plantTime.zone };
      return answer(api.GET('/api/v1/telemetry/quality', { params: { query }, signal }));
    },
  });
}
