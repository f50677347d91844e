import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { answer, useApi } from '../../api/index.js';
import { appendRows } from '../../charts/append-rows.js';
import type { Series } from '../../charts/series-runs.js';
import type { TimeRange } from '../../charts/time-range.js';
import { useLiveStore } from '../../live/index.js';
import { useOrganizationId, useOrganizationQuery } from '../../session/index.js';
import { serverClock } from '../../time/index.js';
import { type Axis, readEveryMsOf } from './axis.js';
import { seriesIn } from '../../charts/series-answer.js';

const STILL_STALE_MS = 60_000;
const ALERTS_MAX = 200;

interface Wanted {
  readonly assetId: string;
  readonly axis: Axis;
}

/** What names the range in the cache: while following, one entry for each length. */
const rangeKey = ({ range, following }: Axis) => following ?? [range.fromMs, range.toMs];
const refetching = ({ following }: Axis) =>
  following === null
    ? { staleTime: STILL_STALE_MS }
    : { refetchInterval: readEveryMsOf(following), staleTime: 0 };

/** The range as the interface takes it: nothing is later than now. */
function boundsOf({ fromMs, toMs }: TimeRange) {
  const end = Math.max(fromMs + 1, Math.min(toMs, serverClock.now()));
  return { from: new Date(fromMs).toISOString(), to: new Date(end).toISOString() };
}

/** Values of tags in the range, as they were read. */
export function useReadSeries({ assetId, axis }: Wanted, tags: readonly string[]) {
  const api = useApi();
  const named = useOrganizationQuery();
  const names = tags.join(',');
  return useQuery({
    queryKey: ['assets', 'series', named.organizationId, assetId, names, rangeKey(axis)],
    enabled: names !== '',
    placeholderData: keepPreviousData,
    ...refetching(axis),
    queryFn: ({ signal }) =>
      seriesIn(
        answer(
          api.GET('/api/v1/telemetry', {
            params: { query: { ...named, asset: assetId, tags: names, ...boundsOf(axis.range) } },
            signal,
          }),
        ),
      ),
  });
}

/** As they were read; while the range follows the present, rows are added as they come. */
export function useSeries({ assetId, axis }: Wanted, tags: readonly string[]) {
  const named = useOrganizationQuery();
  const cache = useQueryClient();
  const live = useLiveStore();
  const names = tags.join(',');
  const isFollowing = axis.following !== null;
  const followed = axis.following ?? '';
  const query = useReadSeries({ assetId, axis }, tags);
  useEffect(() => {
    if (!isFollowing || names === '') return undefined;
    const key = ['assets', 'series', named.organizationId, assetId, names, followed];
    return live.follow({
      assetId,
      tags: names.split(','),
      onRows: (update) =>
        cache.setQueryData<Series>(key, (series) =>
          series === undefined ? undefined : appendRows(series, update),
        ),
      onInterrupted: () => void cache.invalidateQueries({ queryKey: key, exact: true }),
    });
  }, [live, cache, isFollowing, followed, names, assetId, named.organizationId]);
  return query;
}

/** What the models said in the range. */
export function usePredictionHistory({ assetId, axis }: Wanted) {
  const api = useApi();
  const named = useOrganizationQuery();
  return useQuery({
    queryKey: ['assets', 'probability', named.organizationId, assetId, rangeKey(axis)],
    placeholderData: keepPreviousData,
    ...refetching(axis),
    queryFn: ({ signal }) =>
      seriesIn(
        answer(
          api.GET('/api/v1/predictions/history', {
            params: { query: { ...named, asset: assetId, ...boundsOf(axis.range) } },
            signal,
          }),
        ),
      ),
  });
}

/** Alerts that were raised in the range, newest first; those that stand come from the live store. */
export function useAlertHistory({ assetId, axis }: Wanted) {
  const api = useApi();
  const named = useOrganizationQuery();
  return useQuery({
    queryKey: ['assets', 'alerts', named.organizationId, assetId, rangeKey(axis)],
    placeholderData: keepPreviousData,
    ...refetching(axis),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/alerts', {
          params: { query: { ...named, asset: assetId, ...boundsOf(axis.range), limit: ALERTS_MAX } },
          signal,
        }),
      ),
  });
}

/** Entries of the error and the maintenance log in the range. */
export function useLogEntries({ assetId, axis }: Wanted) {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useQuery({
    queryKey: ['assets', 'entries', organizationId, assetId, rangeKey(axis)],
    placeholderData: keepPreviousData,
    ...refetching(axis),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/organizations/{organizationId}/event-logs', {
          params: {
            path: { organizationId },
            query: { asset: assetId, ...boundsOf(axis.range), limit: ALERTS_MAX },
          },
          signal,
        }),
      ),
  });
}

/** The shown range as a file, with the times of the plant's zone. @throws ApiProblem */
export function useSeriesFile({ assetId, axis }: Wanted, tags: readonly string[], zone: string) {
  const api = useApi();
  const named = useOrganizationQuery();
  return useCallback(
    () =>
      answer(
        api.GET('/api/v1/telemetry', {
          params: {
            query: { ...named, asset: assetId, tags: tags.join(','), zone, ...boundsOf(axis.range) },
          },
          headers: { accept: 'text/csv' },
          parseAs: 'blob',
        }),
      ),
    [api, named, assetId, tags, zone, axis.range],
  );
}
