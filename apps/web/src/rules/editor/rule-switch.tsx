import type { ReactElement } from 'react';
import { useIsReadOnly } from '../../drafts/index.js';
import { classNames } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';

interface RuleSwitchProps {
  readonly title: string;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
}

/** Whether a rule is judged. */
export function RuleSwitch({ title, isOn, onTurn }: RuleSwitchProps): ReactElement {
  const { t } = useTexts();
  const isReadOnly = useIsReadOnly();
  return (
    <button
      type="button"
      role="switch"
      className="rule-switch"
      aria-checked={isOn}
      aria-label={t('rules.is-on', { rule: title })}
      disabled={isReadOnly}
      onClick={() => onTurn(!isOn)}
    >
      <span className={classNames('switch', isOn && 'on')} aria-hidden="true" />
      <span className="word" aria-hidden="true">
        {t(isOn ? 'rules.on' : 'rules.off')}
      </span>
    </button>
  );
}
