import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useMemo, useState } from 'react';
import { type Draft, DraftBar, useDraft, useIsReadOnly } from '../drafts/index.js';
import { Button, Empty, Failed, FilteredToNothing, Loading, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { RuleMistakes } from './editor/rule-mistakes.js';
import { findRules } from './list/rule-filter.js';
import { filterText, RuleFilters } from './list/rule-filters.js';
import { RulesTable } from './list/rules-table.js';
import { useAlertCounts } from './list/use-alert-counts.js';
import { NewRuleDialog } from './new-rule-dialog.js';
import { isAtRules, ruleRows } from './reading/rule-facts.js';

const route = getRouteApi('/frame/rules');

/** Every rule of the organization as one sentence, with what it did in the last seven days. */
export function RulesPage(): ReactElement {
  const { t } = useTexts();
  const { draft, error, readAgain } = useDraft('rules');
  if (draft === null) {
    return (
      <Page title={t('rules.title')}>
        {error === null ? <Loading /> : <Failed error={error} onTryNow={readAgain} />}
      </Page>
    );
  }
  return <Rules draft={draft} />;
}

function Rules({ draft }: { readonly draft: Draft }): ReactElement {
  const { t, language } = useTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isReadOnly = useIsReadOnly();
  const [isAdding, setIsAdding] = useState(false);
  const alerts = useAlertCounts();
  const rows = useMemo(() => ruleRows(draft.value, draft.base), [draft.value, draft.base]);
  const counts = useMemo(
    () =>
      alerts.data === undefined
        ? undefined
        : new Map([...alerts.data].map(([id, { alerts: count }]) => [id, count])),
    [alerts.data],
  );
  const shown = useMemo(
    () => findRules(rows, search, counts, new Intl.Collator(language, { numeric: true })),
    [rows, search, counts, language],
  );
  const clear = (): void =>
    void navigate({ search: ({ order }) => (order === undefined ? {} : { order }), replace: true });
  return (
    <Page
      title={t('rules.title')}
      scrolls={false}
      lead={
        <span className="t3 nowrap">
          {shown.length === rows.length
            ? t('rules.count', { count: rows.length })
            : t('rules.count-of', { shown: shown.length, all: rows.length })}
        </span>
      }
      actions={
        isReadOnly ? (
          <span className="t3">{t('rules.read-only')}</span>
        ) : (
          <Button icon="plus" look="primary" onClick={() => setIsAdding(true)}>
            {t('rules.new')}
          </Button>
        )
      }
    >
      <RuleFilters />
      <RuleMistakes draft={draft} shownId={null} />
      {rows.length === 0 ? (
        <Empty title={t('rules.empty')}>{t('rules.empty.meaning')}</Empty>
      ) : shown.length === 0 ? (
        <FilteredToNothing filters={filterText(search, t)} onClear={clear} />
      ) : (
        <RulesTable rows={shown} draft={draft} alerts={alerts.data} />
      )}
      <DraftBar draft={draft} staysAt={isAtRules} />
      {isAdding ? <NewRuleDialog draft={draft} onClose={() => setIsAdding(false)} /> : null}
    </Page>
  );
}
