import type { ReactElement } from 'react';
import type { User } from '../api/index.js';
import { Button, FilterChoice } from '../parts/index.js';
import { type Texts, useTexts } from '../texts/index.js';
import { dateOf, useNow, usePlantTime } from '../time/index.js';
import { type AuditFilter, isFiltering, NO_FILTER } from './audit-filter.js';
import { actionOf, AUDIT_ACTIONS } from './audit-log.js';
import type { Actors } from './audit-words.js';

const TICK_MS = 60_000;

/** What the filter does, in words. */
export function filterText({ who, action, from, to }: AuditFilter, actors: Actors, t: Texts['t']): string {
  const parts = [
    who === null ? null : t('audit.filter.who', { who: actors.get(who)?.email ?? who }),
    action === null ? null : t('audit.filter.action', { action: t(`audit.action.${action}`) }),
    from === null ? null : t('audit.filter.from', { date: from }),
    to === null ? null : t('audit.filter.to', { date: to }),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly people: readonly User[];
  readonly onNarrow: (filter: AuditFilter) => void;
}

/** Who, what, and two dates of the plant. */
export function AuditFilters({ filter, people, onNarrow }: AuditFiltersProps): ReactElement {
  const { t, language } = useTexts();
  const plantTime = usePlantTime();
  const today = dateOf(useNow(TICK_MS), plantTime);
  const collator = new Intl.Collator(language);
  const actions = AUDIT_ACTIONS.map((value) => ({ value, label: t(`audit.action.${value}`) }));
  return (
    <div className="audit-filters">
      <FilterChoice
        label={t('audit.who')}
        value={filter.who ?? ''}
        choices={people.map(({ id, name, email }) => ({ value: id, label: name === '' ? email : name }))}
        onChoose={(who) => onNarrow({ ...filter, who: who === '' ? null : who })}
      />
      <FilterChoice
        label={t('audit.action')}
        value={filter.action ?? ''}
        choices={actions.toSorted((a, b) => collator.compare(a.label, b.label))}
        onChoose={(action) => onNarrow({ ...filter, action: actionOf(action) })}
      />
      <DateField
        label={t('audit.from')}
        value={filter.from}
        max={filter.to ?? today}
        onDate={(from) => onNarrow({ ...filter, from })}
      />
      <DateField
        label={t('audit.to')}
        value={filter.to}
        max={today}
        onDate={(to) => onNarrow({ ...filter, to })}
      />
      {isFiltering(filter) ? (
        <Button look="quiet" onClick={() => onNarrow(NO_FILTER)}>
          {t('states.clear-filters')}
        </Button>
      ) : null}
    </div>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly value: string | null;
  readonly max: string;
  readonly onDate: (date: string | null) => void;
}

function DateField({ label, value, max, onDate }: DateFieldProps): ReactElement {
  return (
    <label className="row tight">
      <span className="t2">{label}</span>
      <input
        type="date"
        className="input"
        value={value ?? ''}
        max={max}
        onChange={(event) => onDate(event.target.value === '' ? null : event.target.value)}
      />
    </label>
  );
}
