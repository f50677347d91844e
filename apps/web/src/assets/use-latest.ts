import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Alert, answer, useApi } from '../api/index.js';
import { freshnessOf, useOrganization } from '../frame/index.js';
import { shownAlerts, useLiveAlerts } from '../live/index.js';
import { useOrganizationQuery } from '../session/index.js';
import { useNow } from '../time/index.js';
import type { LatestRow } from './fleet/fleet.js';

const READ_EVERY_MS = 5_000;
const SCAN_PERIOD_MS = 1_000;

export interface Latest {
  /** Null: no row has ever come, or none was read yet. */
  readonly row: LatestRow | null;
  /** Whether it still says how the asset is now. */
  readonly isFresh: boolean;
  readonly now: number;
}

/** The newest row of an asset, and whether it is of now. */
export function useLatest(assetId: string): Latest {
  const api = useApi();
  const named = useOrganizationQuery();
  const now = useNow(READ_EVERY_MS);
  const scanPeriodMs = useOrganization()?.scanPeriodMs ?? SCAN_PERIOD_MS;
  const { data } = useQuery({
    queryKey: ['assets', 'latest-of', named.organizationId, assetId],
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/telemetry/latest', { params: { query: { ...named, asset: assetId } }, signal }),
      ),
  });
  const row = data?.items[0] ?? null;
  return { row, isFresh: row !== null && freshnessOf(now - row.timeMs, scanPeriodMs) !== 'none', now };
}

/** Alerts of the asset that hold. */
export function useStanding(assetId: string): readonly Alert[] {
  const alerts = useLiveAlerts();
  return useMemo(
    () => shownAlerts(alerts).filter((alert) => alert.assetId === assetId && alert.state.active),
    [alerts, assetId],
  );
}
