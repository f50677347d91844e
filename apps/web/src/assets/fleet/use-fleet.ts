import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answer, useApi } from '../../api/index.js';
import { freshnessOf, useOrganization } from '../../frame/index.js';
import { useLiveAlerts } from '../../live/index.js';
import { useOrganizationQuery } from '../../session/index.js';
import { useNow } from '../../time/index.js';
import { type Tag, useConfiguration } from '../use-configuration.js';
import { figureTags, type FleetAsset, fleetOf } from './fleet.js';

const READ_EVERY_MS = 5_000;
const SCAN_PERIOD_MS = 1_000;

export interface Fleet {
  /** Null until the assets are known. */
  readonly assets: readonly FleetAsset[] | null;
  readonly figures: readonly Tag[];
  /** Why something is not known. */
  readonly error: Error | null;
  readonly tryNow: () => void;
}

/** All assets of the organization, as they are now. */
export function useFleet(): Fleet {
  const api = useApi();
  const named = useOrganizationQuery();
  const configuration = useConfiguration();
  const alerts = useLiveAlerts();
  const now = useNow(READ_EVERY_MS);
  const scanPeriodMs = useOrganization()?.scanPeriodMs ?? SCAN_PERIOD_MS;
  const figures = useMemo(() => figureTags(configuration.data?.tags ?? []), [configuration.data]);
  const names = figures.map(({ tag }) => tag).join(',');
  const hasAssets = configuration.data !== undefined && configuration.data.assets.length > 0;
  const latest = useQuery({
    queryKey: ['assets', 'latest', named.organizationId, names],
    enabled: hasAssets,
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/telemetry/latest', {
          params: { query: names === '' ? named : { ...named, tags: names } },
          signal,
        }),
      ),
  });
  const predictions = useQuery({
    queryKey: ['assets', 'predictions', named.organizationId],
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/predictions/latest', { params: { query: named }, signal })),
  });
  const assets = useMemo(() => {
    if (configuration.data === undefined) return null;
    if (hasAssets && latest.data === undefined && latest.failureCount === 0) return null;
    return fleetOf({
      assets: configuration.data.assets,
      latest: latest.data?.items ?? [],
      predictions: predictions.data?.items ?? [],
      alerts,
      isFresh: (timeMs) => freshnessOf(now - timeMs, scanPeriodMs) !== 'none',
    });
  }, [
    configuration.data,
    hasAssets,
    latest.data,
    latest.failureCount,
    predictions.data,
    alerts,
    now,
    scanPeriodMs,
  ]);
  return {
    assets,
    figures,
    error: configuration.error ?? latest.error,
    tryNow: () => {
      void configuration.refetch();
      void latest.refetch();
    },
  };
}
