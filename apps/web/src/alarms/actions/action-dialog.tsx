import type { ReactElement } from 'react';
import { SentenceDialog } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { keptAs, type SentenceKind } from './kept-sentence.js';

interface ActionDialogProps {
  readonly kind: SentenceKind;
  readonly alertIds: readonly string[];
  readonly onWritten: (sentence: string) => void;
  readonly onClose: () => void;
}

const CHARACTERS_MAX = 2_000;

/** Asks for the sentence that an action on alerts leaves behind. Dismissing needs none. */
export default function ActionDialog({
  kind,
  alertIds,
  onWritten,
  onClose,
}: ActionDialogProps): ReactElement {
  const { t } = useTexts();
  const count = alertIds.length;
  return (
    <SentenceDialog
      title={kind === 'note' ? t('alarms.note.title') : t(`alarms.${kind}.title`, { count })}
      description={kind === 'note' ? undefined : t(`alarms.${kind}.meaning`)}
      verb={t(`alarms.${kind}`)}
      label={t(`alarms.${kind}.field`)}
      missing={kind === 'dismiss' ? undefined : t('alarms.sentence.missing')}
      charactersMax={CHARACTERS_MAX}
      keptAs={keptAs(kind, alertIds)}
      onWritten={onWritten}
      onClose={onClose}
    />
  );
}
