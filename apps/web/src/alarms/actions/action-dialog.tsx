import type { ReactElement } from 'react';
import { SentenceDialog } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';

export type SentenceKind = 'resolve' | 'dismiss' | 'note';

interface ActionDialogProps {
  readonly kind: SentenceKind;
  /** On how many alerts. */
  readonly count: number;
  readonly onWritten: (sentence: string) => void;
  readonly onClose: () => void;
}

const CHARACTERS_MAX = 2_000;

/** Asks for the sentence that an action on alerts leaves behind. Dismissing needs none. */
export function ActionDialog({ kind, count, onWritten, onClose }: ActionDialogProps): ReactElement {
  const { t } = useTexts();
  return (
    <SentenceDialog
      title={kind === 'note' ? t('alarms.note.title') : t(`alarms.${kind}.title`, { count })}
      description={kind === 'note' ? undefined : t(`alarms.${kind}.meaning`)}
      verb={t(`alarms.${kind}`)}
      label={t(`alarms.${kind}.field`)}
      missing={kind === 'dismiss' ? undefined : t('alarms.sentence.missing')}
      charactersMax={CHARACTERS_MAX}
      onWritten={onWritten}
      onClose={onClose}
    />
  );
}
