import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { idText } from '../address/index.js';
import { type Draft, DraftBar, useDraft, valueAt } from '../drafts/index.js';
import { Button, Empty, Failed, Loading, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { RuleActions } from './editor/rule-actions.js';
import { RuleForm } from './editor/rule-form.js';
import { RuleMistakes } from './editor/rule-mistakes.js';
import { RuleSight } from './editor/rule-sight.js';
import { broughtBack } from './reading/rule-edits.js';
import { isAtRules, placeOfRule, ruleFacts } from './reading/rule-facts.js';

const route = getRouteApi('/frame/rules/$ruleId');

/** One rule: its fields, its sentence, and what its tag does beside the limit. */
export function RulePage(): ReactElement {
  const { ruleId } = route.useParams();
  const { draft, error, readAgain } = useDraft('rules');
  if (draft === null) {
    return (
      <Page title={idText(ruleId)}>
        {error === null ? <Loading /> : <Failed error={error} onTryNow={readAgain} />}
      </Page>
    );
  }
  const place = placeOfRule(draft.value, ruleId);
  if (place === null) return <NoRule ruleId={ruleId} draft={draft} />;
  return <KnownRule key={ruleId} ruleId={ruleId} place={place} draft={draft} />;
}

interface NoRuleProps {
  readonly ruleId: string;
  readonly draft: Draft;
}

/** A rule that the draft removes can be kept; any other address leads to the list. */
function NoRule({ ruleId, draft }: NoRuleProps): ReactElement {
  const { t } = useTexts();
  const isRemoved = placeOfRule(draft.base, ruleId) !== null;
  return (
    <Page title={t('rules.title')}>
      <Empty
        title={t(isRemoved ? 'rules.removed' : 'rules.unknown', { id: idText(ruleId) })}
        action={
          <span className="row">
            {isRemoved ? (
              <Button onClick={() => draft.replace(broughtBack(draft.value, draft.base, ruleId))}>
                {t('rules.keep')}
              </Button>
            ) : null}
            <Link to="/rules" className="btn">
              {t('rules.to-list')}
            </Link>
          </span>
        }
      >
        {isRemoved ? undefined : t('rules.unknown.meaning')}
      </Empty>
      <DraftBar draft={draft} staysAt={isAtRules} />
    </Page>
  );
}

interface KnownRuleProps extends NoRuleProps {
  /** Index in the draft. */
  readonly place: number;
}

function KnownRule({ ruleId, place, draft }: KnownRuleProps): ReactElement {
  const { t } = useTexts();
  const entry = valueAt(draft.value, `/${place}`) ?? null;
  const { title } = ruleFacts(entry);
  return (
    <Page
      title={title === '' ? ruleId : title}
      scrolls={false}
      lead={
        <>
          <Link to="/rules" className="t2 nowrap">
            {t('rules.to-list')}
          </Link>
          <span className="mono t3">{ruleId}</span>
        </>
      }
      actions={<RuleActions ruleId={ruleId} place={place} entry={entry} draft={draft} />}
    >
      <RuleMistakes draft={draft} shownId={ruleId} />
      <div className="rule-page">
        <RuleForm place={place} entry={entry} draft={draft} />
        <RuleSight ruleId={ruleId} entry={entry} configuration={draft.configuration} />
      </div>
      <DraftBar draft={draft} staysAt={isAtRules} />
    </Page>
  );
}
