import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Alert, answer, useApi } from '../../api/index.js';
import { newestFirst, useLive } from '../../live/index.js';
import { useOrganizationId, useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { type AlertFilter, choicesOf, passes } from './alert-filter.js';
import type { Line } from './sections.js';

const PAGE_SIZE = 100;
const NO_ALERTS: ReadonlyMap<string, Alert> = new Map();

/** Pages of everything that ever was, with what is live on top of it: the highest revision stands. */
export function mergedNewest(pages: readonly Alert[], live: Iterable<Alert>): Alert[] {
  const byId = new Map(pages.map((alert) => [alert.id, alert]));
  for (const alert of live) {
    if (alert.revision > (byId.get(alert.id)?.revision ?? 0)) byId.set(alert.id, alert);
  }
  return newestFirst([...byId.values()]);
}

/**
 * Every alert, also those that are over, newest first.
 * @param isWanted  Otherwise nothing is read, and changes do not draw the page.
 */
export function useAllChanges(isWanted: boolean, filter: AlertFilter) {
  const live = useLive(({ state }) => (isWanted ? state.alerts : NO_ALERTS));
  const past = usePastAlerts(isWanted);
  const { sentences } = useTexts();
  const alerts = useMemo(
    () => mergedNewest(past.data?.pages.flatMap(({ items }) => items) ?? [], live.values()),
    [past.data, live],
  );
  const lines = useMemo(
    () =>
      alerts
        .filter(passes(filter, sentences.alertTitle))
        .map((alert): Line => ({ kind: 'alert', row: { alert, placedAs: alert, leftAt: null } })),
    [alerts, filter, sentences],
  );
  const choices = useMemo(() => choicesOf(alerts), [alerts]);
  return { past, lines, choices, count: alerts.length };
}

export type AllChanges = ReturnType<typeof useAllChanges>;

function usePastAlerts(isWanted: boolean) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const organization = useOrganizationQuery();
  return useInfiniteQuery({
    queryKey: ['alarms', 'past', organizationId],
    enabled: isWanted,
    initialPageParam: null,
    queryFn: ({ pageParam }: { readonly pageParam: string | null }) =>
      answer(
        api.GET('/api/v1/alerts', {
          params: {
            query: {
              ...organization,
              limit: PAGE_SIZE,
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
