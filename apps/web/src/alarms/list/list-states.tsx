import type { ReactElement } from 'react';
import { Empty, FilteredToNothing, Icon, Loading } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { AlarmListSnapshot } from './alarm-list.js';
import { type AlertFilter, isFiltering, NO_FILTER } from './alert-filter.js';
import type { LiveView } from './alert-views.js';
import { filterText } from './filter-bar.js';
import { QuietFacts } from './quiet-facts.js';

interface ListStateProps {
  readonly isComplete: boolean;
  readonly view: LiveView;
  readonly filter: AlertFilter;
  readonly shown: AlarmListSnapshot;
  readonly onNarrow: (filter: AlertFilter) => void;
}

const EMPTY_TITLES = {
  active: 'alarms.empty',
  unacknowledged: 'alarms.empty.unacknowledged',
  predicted: 'alarms.empty.predicted',
} as const;

/** A list without rows: not read yet, filtered to nothing, or there are none. */
export function ListState({ isComplete, view, filter, shown, onNarrow }: ListStateProps): ReactElement {
  const { t } = useTexts();
  if (!isComplete) return <Loading />;
  if (isFiltering(filter) && shown.inView > 0) {
    return (
      <FilteredToNothing filters={filterText(filter, shown.choices, t)} onClear={() => onNarrow(NO_FILTER)} />
    );
  }
  return (
    <div className="alarm-empty">
      <Icon name="check" />
      <Empty title={t(EMPTY_TITLES[view])} />
      <QuietFacts />
      <HeldText shown={shown} />
    </div>
  );
}

/** The end is said, and what is on no active list. */
export function ListFoot({ view, shown }: Pick<ListStateProps, 'view' | 'shown'>): ReactElement {
  const { t } = useTexts();
  return (
    <>
      <span>{t(`alarms.end.${view}`, { count: shown.matching })}</span> <HeldText shown={shown} />
    </>
  );
}

function HeldText({ shown }: { readonly shown: AlarmListSnapshot }): ReactElement | null {
  const { t } = useTexts();
  const { shelved, suppressed, outOfService } = shown.counts.held;
  if (shelved + suppressed + outOfService === 0) return null;
  return <span className="t3">{t('alarms.held', { shelved, suppressed, outOfService })}</span>;
}
