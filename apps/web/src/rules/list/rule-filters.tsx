import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, type ReactNode, useId } from 'react';
import { finding } from '../../address/index.js';
import { SearchField, Segmented } from '../../parts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { RULE_ORDERS, RULE_TYPES, type RulesSearch } from '../rules-search.js';

const route = getRouteApi('/frame/rules');

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
const STATES = ['all', 'on', 'off', 'unsaved'] as const;
const ALL = '';

/** What is shown of the rules, and in which order; the address holds it. */
export function RuleFilters(): ReactElement {
  const { t } = useTexts();
  const { find, severity, type, state, order = 'title' } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: (former: RulesSearch) => RulesSearch): void =>
    void navigate({ search: change, replace: true });
  return (
    <div className="rule-filters">
      <SearchField
        label={t('rules.find')}
        value={find ?? ''}
        onText={(text) => void navigate({ search: finding(text), replace: true })}
      />
      <Choice
        label={t('rules.severity')}
        value={severity ?? ALL}
        onChoose={(next) =>
          set(({ severity: _, ...rest }) => (next === ALL ? rest : { ...rest, severity: next }))
        }
      >
        <option value={ALL}>{t('rules.severity.all')}</option>
        {SEVERITIES.map((each) => (
          <option key={each} value={each}>
            {t(`priority.${each}`)}
          </option>
        ))}
      </Choice>
      <Choice
        label={t('rules.type')}
        value={type ?? ALL}
        onChoose={(next) => {
          const chosen = RULE_TYPES.find((each) => each === next);
          set(({ type: _, ...rest }) => (chosen === undefined ? rest : { ...rest, type: chosen }));
        }}
      >
        <option value={ALL}>{t('rules.type.all')}</option>
        {RULE_TYPES.map((each) => (
          <option key={each} value={each}>
            {t(`rules.type.${each}`)}
          </option>
        ))}
      </Choice>
      <Segmented
        label={t('rules.state')}
        value={state ?? 'all'}
        segments={STATES.map((value) => ({ value, label: t(`rules.state.${value}`) }))}
        onChoose={(next) =>
          set(({ state: _, ...rest }) => (next === 'all' ? rest : { ...rest, state: next }))
        }
      />
      <span className="grow" />
      <Choice
        label={t('rules.order')}
        value={order}
        onChoose={(next) => {
          const chosen = RULE_ORDERS.find((each) => each === next);
          set((former) => (chosen === undefined ? former : { ...former, order: chosen }));
        }}
      >
        {RULE_ORDERS.map((each) => (
          <option key={each} value={each}>
            {t(`rules.order.${each}`)}
          </option>
        ))}
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly children: ReactNode;
}

function Choice({ label, value, onChoose, children }: ChoiceProps): ReactElement {
  const id = useId();
  return (
    <>
      <label className="sr" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="input" value={value} onChange={(event) => onChoose(event.target.value)}>
        {children}
      </select>
    </>
  );
}

/** In words: `text = oil, priority = high`. */
export function filterText({ find, severity, type, state }: RulesSearch, t: Texts['t']): string {
  return [
    ...(find === undefined ? [] : [t('rules.filter.find', { find })]),
    ...(severity === undefined ? [] : [t('rules.filter.severity', { severity: severityText(severity, t) })]),
    ...(type === undefined ? [] : [t('rules.filter.type', { type: t(`rules.type.${type}`) })]),
    ...(state === undefined ? [] : [t('rules.filter.state', { state: t(`rules.state.${state}`) })]),
  ].join(', ');
}

const severityText = (severities: string, t: Texts['t']): string =>
  severities
    .split(',')
    .map((named) => {
      const known = SEVERITIES.find((each) => each === named);
      return known === undefined ? named : t(`priority.${known}`);
    })
    .join(', ');
