import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../../api/index.js';
import { seriesIn } from '../../charts/series-answer.js';
import { useOrganizationQuery } from '../../session/index.js';
import type { RecordRange } from './record.js';

const READ_EVERY_MS = 10_000;
/** As many points as the drawer has pixels. */
const POINTS = 400;

interface Wanted {
  readonly assetId: string;
  readonly range: RecordRange;
}

const boundsOf = ({ fromMs, endMs }: RecordRange) => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(endMs).toISOString(),
});
/** A record that moves on is read again and again under one name, so that the former one stays shown. */
const rangeKey = ({ endMs, isLive }: RecordRange) => (isLive ? 'live' : endMs);
const refetching = ({ isLive }: RecordRange) =>
  isLive ? { refetchInterval: READ_EVERY_MS } : { staleTime: Infinity };

/** Values of the tag that speaks most, and of its set value. */
export function useTagRecord({ assetId, range }: Wanted, tags: readonly string[]) {
  const api = useApi();
  const named = useOrganizationQuery();
  const names = tags.join(',');
  return useQuery({
    queryKey: ['alarms', 'record', named.organizationId, assetId, names, rangeKey(range)],
    enabled: names !== '',
    placeholderData: keepPreviousData,
    ...refetching(range),
    queryFn: ({ signal }) =>
      seriesIn(
        answer(
          api.GET('/api/v1/telemetry', {
            params: { query: { ...named, asset: assetId, tags: names, ...boundsOf(range), points: POINTS } },
            signal,
          }),
        ),
      ),
  });
}

/** What the models said. */
export function useProbabilityRecord({ assetId, range }: Wanted, isWanted: boolean) {
  const api = useApi();
  const named = useOrganizationQuery();
  return useQuery({
    queryKey: ['alarms', 'probability', named.organizationId, assetId, rangeKey(range)],
    enabled: isWanted,
    placeholderData: keepPreviousData,
    ...refetching(range),
    queryFn: ({ signal }) =>
      seriesIn(
        answer(
          api.GET('/api/v1/predictions/history', {
            params: { query: { ...named, asset: assetId, ...boundsOf(range), points: POINTS } },
            signal,
          }),
        ),
      ),
  });
}
