import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { Button } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { SEVERAL_MAX } from './acting.js';
import type { SentenceKind } from './kept-sentence.js';

interface ActionBarProps {
  readonly selected: readonly Alert[];
  readonly onAcknowledge: (alerts: readonly Alert[]) => void;
  readonly onWrite: (kind: SentenceKind, alerts: readonly Alert[]) => void;
  readonly onClear: () => void;
}

/** At the foot, once something is selected: how many, and what can be done with them. */
export function ActionBar({
  selected,
  onAcknowledge,
  onWrite,
  onClear,
}: ActionBarProps): ReactElement | null {
  const { t } = useTexts();
  if (selected.length === 0) return null;
  const acted = selected.slice(0, SEVERAL_MAX);
  const open = acted.filter(({ state }) => !state.acknowledged);
  return (
    <div className="action-bar">
      <span className="medium" role="status">
        {t('alarms.selected', { count: acted.length })}
      </span>
      <span className="grow" />
      <Button onClick={onClear} look="quiet">
        {t('alarms.select-none')}
      </Button>
      <Button onClick={() => onWrite('dismiss', acted)} shortcut="D">
        {t('alarms.dismiss')}
      </Button>
      <Button onClick={() => onWrite('resolve', acted)} shortcut="R">
        {t('alarms.resolve')}
      </Button>
      <Button look="primary" disabled={open.length === 0} onClick={() => onAcknowledge(open)} shortcut="A">
        {t('alarms.acknowledge.several', { count: open.length })}
      </Button>
    </div>
  );
}
