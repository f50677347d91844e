import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { type Draft, type Json, stepInto, useIsReadOnly } from '../../drafts/index.js';
import { Button } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { withCopy } from '../reading/rule-edits.js';
import { ruleFacts } from '../reading/rule-facts.js';
import { DeleteDialog } from './delete-dialog.js';
import { RuleSwitch } from './rule-switch.js';
import { useStandingAlerts } from './use-standing-alerts.js';

interface RuleActionsProps {
  readonly ruleId: string;
  readonly place: number;
  readonly entry: Json;
  readonly draft: Draft;
}

/** Turns a rule on and off, copies it, and takes it out; all of it waits in the draft. */
export function RuleActions({ ruleId, place, entry, draft }: RuleActionsProps): ReactElement {
  const { t } = useTexts();
  const navigate = useNavigate();
  const standing = useStandingAlerts(ruleId);
  const isReadOnly = useIsReadOnly();
  const [isDeleting, setIsDeleting] = useState(false);
  const { title: given, isEnabled } = ruleFacts(entry);
  const title = given === '' ? ruleId : given;
  const duplicate = (): void => {
    const copy = withCopy(draft.value, place, t('rules.copy-of', { rule: title }));
    draft.replace(copy.rules);
    void navigate({ to: '/rules/$ruleId', params: { ruleId: copy.id } });
  };
  if (isReadOnly) return <span className="t3">{t('rules.read-only')}</span>;
  return (
    <span className="row rule-actions">
      <RuleSwitch
        title={title}
        isOn={isEnabled}
        onTurn={(isOn) => draft.setAt(stepInto(stepInto('', place), 'enabled'), isOn)}
      />
      <Button onClick={duplicate}>{t('rules.duplicate')}</Button>
      <Button look="destructive" onClick={() => setIsDeleting(true)}>
        {t('rules.delete')}
      </Button>
      {isDeleting ? (
        <DeleteDialog
          title={title}
          standing={standing.length}
          onClose={() => setIsDeleting(false)}
          onDelete={() => {
            draft.setAt(stepInto('', place), undefined);
            void navigate({ to: '/rules' });
          }}
        />
      ) : null}
    </span>
  );
}
