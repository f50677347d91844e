import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { type Draft, mistakesBelow, stepInto } from '../../drafts/index.js';
import { Button, Chip, classNames, PriorityBadge } from '../../parts/index.js';
import { ruleSentence, type TagWords } from '../../rule-words/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText } from '../../time/index.js';
import { RuleSwitch } from '../editor/rule-switch.js';
import { readRule } from '../reading/read-rule.js';
import { broughtBack } from '../reading/rule-edits.js';
import type { RuleRow as Row } from '../reading/rule-facts.js';
import type { RuleAlerts } from './use-alert-counts.js';

interface RuleRowProps {
  readonly row: Row;
  readonly rowIndex: number;
  readonly draft: Draft;
  readonly tags: ReadonlyMap<string, TagWords>;
  readonly alerts: RuleAlerts | undefined;
  /** Whether alerts were counted at all. */
  readonly isCounted: boolean;
  readonly now: number;
}

/** One rule: what it is called, its sentence, what it did, and whether it is on. */
export function RuleRow(props: RuleRowProps): ReactElement {
  const { row, rowIndex, draft, tags, alerts, isCounted, now } = props;
  const texts = useTexts();
  const { t } = texts;
  const { facts, entry, index, standing } = row;
  const rule = readRule(entry);
  const sentence = rule === null ? t('rules.incomplete') : ruleSentence(rule, (tag) => tags.get(tag), texts);
  const isWrong = index !== null && mistakesBelow(draft.mistakes, stepInto('', index)).length > 0;
  const [severity] = facts.severities;
  const title = facts.title === '' ? facts.id : facts.title;
  return (
    <tr
      aria-rowindex={rowIndex}
      className={classNames(standing === 'removed' && 'rule-removed', !facts.isEnabled && 'rule-off')}
    >
      <td className="c-badge">
        {severity === undefined ? null : (
          <PriorityBadge severity={severity} state={facts.isEnabled ? 'acknowledged' : 'held'} isDecoration />
        )}
        {severity === undefined ? null : <span className="sr">{t(`priority.${severity}`)}</span>}
      </td>
      <td>
        <span className="row tight">
          {standing === 'removed' ? (
            <span className="medium clip">{title}</span>
          ) : (
            <Link to="/rules/$ruleId" params={{ ruleId: facts.id }} className="medium clip">
              {title}
            </Link>
          )}
          {standing === 'saved' ? null : <Chip look="solid">{t(`rules.standing.${standing}`)}</Chip>}
          {isWrong ? <Chip icon="warning">{t('rules.mistake')}</Chip> : null}
        </span>
        <span className="sentence t2 clip" title={sentence}>
          {sentence}
        </span>
      </td>
      <td className="c-component t2" title={facts.component}>
        {facts.component}
      </td>
      <td className="c-alerts num">{isCounted ? (alerts?.alerts ?? 0) : ''}</td>
      <td className="c-last num t3">
        {alerts === undefined ? '' : ageText(now - Date.parse(alerts.lastRaisedAt))}
      </td>
      <td className="c-state">
        <State row={row} title={title} draft={draft} />
      </td>
    </tr>
  );
}

interface StateProps {
  readonly row: Row;
  readonly title: string;
  readonly draft: Draft;
}

/** Turns a rule on or off in the draft, or brings back one that the draft removes. */
function State({ row, title, draft }: StateProps): ReactElement {
  const { t } = useTexts();
  const { index, facts } = row;
  if (index === null) {
    return (
      <Button
        look="quiet"
        aria-label={t('rules.keep-of', { rule: title })}
        onClick={() => draft.replace(broughtBack(draft.value, draft.base, facts.id))}
      >
        {t('rules.keep')}
      </Button>
    );
  }
  return (
    <RuleSwitch
      title={title}
      isOn={facts.isEnabled}
      onTurn={(isOn) => draft.setAt(stepInto(stepInto('', index), 'enabled'), isOn)}
    />
  );
}
