import type { ReactElement, RefObject } from 'react';
import { Button, Empty, Failed, Loading } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Acting } from '../actions/acting.js';
import { AlarmGrid } from './alarm-grid.js';
import { type AlertFilter, isFiltering } from './alert-filter.js';
import { filterText } from './filter-bar.js';
import type { Picked } from './use-picking.js';
import type { AllChanges } from './use-all-changes.js';

interface AllChangesListProps {
  readonly changes: AllChanges;
  readonly acting: Acting;
  readonly filter: AlertFilter;
  readonly currentId: string | null;
  readonly selectedIds: ReadonlySet<string>;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly onOpen: (alertId: string) => void;
  readonly onSwipe: (alertId: string) => void;
  readonly onPick: (picked: Picked) => void;
}

/** Every alert, also those that are over, newest first. */
export function AllChangesList({ changes, filter, ...grid }: AllChangesListProps): ReactElement {
  const { t } = useTexts();
  const { past, lines, count, choices } = changes;
  if (past.isError) return <Failed error={past.error} onTryNow={() => void past.refetch()} />;
  if (past.isPending) return <Loading />;
  if (count === 0) return <Empty title={t('alarms.empty.all')} />;
  const more = past.hasNextPage ? (
    <Button disabled={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
      {t('alarms.more')}
    </Button>
  ) : (
    <span>{t('alarms.end', { count: lines.length })}</span>
  );
  if (lines.length === 0 && isFiltering(filter)) {
    const filters = filterText(filter, choices, t);
    return <Empty title={t('states.filtered-to-nothing', { filters })} action={more} />;
  }
  return <AlarmGrid lines={lines} foot={more} {...grid} />;
}
