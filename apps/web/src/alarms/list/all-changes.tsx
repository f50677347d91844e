import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, useMemo } from 'react';
import { type Alert, answer, useApi } from '../../api/index.js';
import { newestFirst, useLiveAlerts } from '../../live/index.js';
import { Button, Empty, Failed, Loading } from '../../parts/index.js';
import { useOrganizationId, useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import type { Acting } from '../actions/acting.js';
import { AlarmGrid } from './alarm-grid.js';
import { type AlertFilter, choicesOf, isFiltering, passes } from './alert-filter.js';

import { filterText } from './filter-bar.js';
import type { Line } from './sections.js';

const PAGE_SIZE = 100;
const NONE: ReadonlySet<string> = new Set();

/** Pages of everything that ever was, with what is live on top of it: the highest revision stands. */
export function mergedNewest(pages: readonly Alert[], live: Iterable<Alert>): Alert[] {
  const byId = new Map(pages.map((alert) => [alert.id, alert]));
  for (const alert of live) {
    if (alert.revision > (byId.get(alert.id)?.revision ?? 0)) byId.set(alert.id, alert);
  }
  return newestFirst([...byId.values()]);
}

interface AllChangesProps {
  readonly acting: Acting;
  readonly filter: AlertFilter;
  readonly currentId: string | null;
  readonly onOpen: (alertId: string) => void;
}

/** Every alert, also those that are over, newest first. */
export function AllChanges({ acting, filter, currentId, onOpen }: AllChangesProps): ReactElement {
  const { t } = useTexts();
  const live = useLiveAlerts();
  const past = usePastAlerts();
  const alerts = useMemo(
    () => mergedNewest(past.data?.pages.flatMap(({ items }) => items) ?? [], live.values()),
    [past.data, live],
  );
  const lines = useMemo(
    () =>
      alerts.filter(passes(filter)).map((alert, position): Line => ({
        kind: 'alert',
        position,
        row: { alert, placedAs: alert, leftAt: null },
      })),
    [alerts, filter],
  );
  if (past.isError) return <Failed error={past.error} onTryNow={() => void past.refetch()} />;
  if (past.isPending) return <Loading />;
  if (alerts.length === 0) return <Empty title={t('alarms.empty.all')} />;
  const more = past.hasNextPage ? (
    <Button disabled={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
      {t('alarms.more')}
    </Button>
  ) : (
    <span>{t('alarms.end', { count: lines.length })}</span>
  );
  if (lines.length === 0 && isFiltering(filter)) {
    const filters = filterText(filter, choicesOf(alerts), t);
    return (
      <>
        <Empty title={t('states.filtered-to-nothing', { filters })} action={more} />
      </>
    );
  }
  return (
    <AlarmGrid
      lines={lines}
      acting={acting}
      currentId={currentId}
      selectedIds={NONE}
      onOpen={onOpen}
      foot={more}
    />
  );
}

function usePastAlerts() {
  const api = useApi();
  const organizationId = useOrganizationId();
  const organization = useOrganizationQuery();
  return useInfiniteQuery({
    queryKey: ['alarms', 'past', organizationId],
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
