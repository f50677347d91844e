import type { ReactElement, Ref } from 'react';
import type { Severity } from '../../api/index.js';
import { SEVERITIES } from '../../live/index.js';
import { Button, FilterChoice, Icon, SearchField } from '../../parts/index.js';
import { useTexts, type Texts } from '../../texts/index.js';
import { type AlertFilter, type FilterChoices, isFiltering, NO_FILTER } from './alert-filter.js';
import { spoken } from './spoken.js';

interface FilterBarProps {
  readonly filter: AlertFilter;
  readonly choices: FilterChoices;
  readonly matching: number;
  readonly inView: number;
  readonly onNarrow: (filter: AlertFilter) => void;
  readonly searchRef: Ref<HTMLSpanElement>;
}

/** What the filter does, in words: `asset = Line 2, priority = low`. */
export function filterText(filter: AlertFilter, choices: FilterChoices, t: Texts['t']): string {
  const is = (name: string, values: readonly string[]): string[] =>
    values.length === 0 ? [] : [t('alarms.filter.is', { name, values: values.join(', ') })];
  const names = filter.assets.map((id) => choices.assets.find((asset) => asset.id === id)?.name ?? id);
  return [
    ...(filter.words.trim() === '' ? [] : [t('alarms.filter.words', { words: filter.words.trim() })]),
    ...is(t('alarms.filter.asset'), names),
    ...is(
      t('alarms.filter.priority'),
      filter.priorities.map((priority) => t(`priority.${priority}`)),
    ),
    ...is(t('alarms.filter.component'), filter.components.map(spoken)),
  ].join(', ');
}

/** Words and three choices; and how many alerts they hide. */
export function FilterBar(props: FilterBarProps): ReactElement {
  const { filter, choices, matching, inView, onNarrow, searchRef } = props;
  const { t } = useTexts();
  const chosenPriority = filter.priorities.length === 1 ? (filter.priorities[0] ?? '') : '';
  return (
    <div className="alarm-filters">
      <span ref={searchRef}>
        <SearchField
          label={t('alarms.filter')}
          shortcut="/"
          value={filter.words}
          onText={(words) => onNarrow({ ...filter, words })}
        />
      </span>
      <Icon name="filter" />
      <FilterChoice
        label={t('alarms.filter.asset')}
        value={filter.assets[0] ?? ''}
        choices={choices.assets.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(asset) => onNarrow({ ...filter, assets: asset === '' ? [] : [asset] })}
      />
      <FilterChoice
        label={t('alarms.filter.priority')}
        value={chosenPriority}
        choices={SEVERITIES.map((severity) => ({ value: severity, label: t(`priority.${severity}`) }))}
        onChoose={(chosen) =>
          onNarrow({ ...filter, priorities: SEVERITIES.filter((each: Severity) => each === chosen) })
        }
      />
      <FilterChoice
        label={t('alarms.filter.component')}
        value={filter.components[0] ?? ''}
        choices={choices.components.map((component) => ({ value: component, label: spoken(component) }))}
        onChoose={(component) => onNarrow({ ...filter, components: component === '' ? [] : [component] })}
      />
      {!isFiltering(filter) ? null : (
        <>
          <span className="t2" role="status">
            {t('alarms.filter.shown', {
              matching,
              total: inView,
              hidden: inView - matching,
              filters: filterText(filter, choices, t),
            })}
          </span>
          <Button look="quiet" onClick={() => onNarrow(NO_FILTER)}>
            {t('states.clear-filters')}
          </Button>
        </>
      )}
    </div>
  );
}
