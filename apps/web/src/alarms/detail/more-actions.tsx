import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { IconButton, Menu, MenuItem, useCopy } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { SentenceKind } from '../actions/kept-sentence.js';

interface MoreActionsProps {
  readonly alert: Alert;
  readonly onWrite: (kind: SentenceKind, alert: Alert) => void;
}

/** What else can be done with an alert. */
export default function MoreActions({ alert, onWrite }: MoreActionsProps): ReactElement {
  const { t } = useTexts();
  const copy = useCopy();
  return (
    <Menu
      isOpenAtFirst
      trigger={<IconButton icon="more" look="regular" className="big" label={t('alarms.more-actions')} />}
    >
      <MenuItem icon="check" shortcut="R" onChoose={() => onWrite('resolve', alert)}>
        {t('alarms.resolve')}
      </MenuItem>
      <MenuItem icon="close" shortcut="D" onChoose={() => onWrite('dismiss', alert)}>
        {t('alarms.dismiss')}
      </MenuItem>
      <MenuItem icon="note" shortcut="N" onChoose={() => onWrite('note', alert)}>
        {t('alarms.note')}
      </MenuItem>
      <MenuItem icon="print" onChoose={() => print()}>
        {t('states.print')}
      </MenuItem>
      <MenuItem icon="export" onChoose={() => copy(location.href)}>
        {t('alarms.copy-link')}
      </MenuItem>
    </Menu>
  );
}
