import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';

interface NewPillProps {
  readonly waiting: readonly Alert[];
  readonly onShow: () => void;
}

/** What came while the hand was on the list. A critical one is named. */
export function NewPill({ waiting, onShow }: NewPillProps): ReactElement | null {
  const { t } = useTexts();
  if (waiting.length === 0) return null;
  const critical = waiting.filter(
    ({ severity, state }) => severity === 'critical' && !state.acknowledged,
  ).length;
  return (
    <button type="button" className="new-pill" onClick={onShow}>
      <Icon name="arrowUp" size="small" />
      {critical === 0
        ? t('alarms.pill', { count: waiting.length })
        : t('alarms.pill.critical', { critical, count: waiting.length - critical })}
    </button>
  );
}
