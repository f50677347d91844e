import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { Button, Dialog, Field } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';

export type SentenceKind = 'resolve' | 'dismiss' | 'note';

interface SentenceDialogProps {
  readonly kind: SentenceKind;
  /** On how many alerts. */
  readonly count: number;
  readonly onWritten: (sentence: string) => void;
  readonly onClose: () => void;
}

const CHARACTERS_MAX = 2_000;

/** Asks for the sentence that an action leaves behind. Dismissing needs none. */
export function SentenceDialog({ kind, count, onWritten, onClose }: SentenceDialogProps): ReactElement {
  const { t } = useTexts();
  const formId = useId();
  const [sentence, setSentence] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const written = sentence.trim();
    if (written === '' && kind !== 'dismiss') setIsMissing(true);
    else onWritten(written);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={kind === 'note' ? t('alarms.note.title') : t(`alarms.${kind}.title`, { count })}
      description={kind === 'note' ? undefined : t(`alarms.${kind}.meaning`)}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="primary" type="submit" form={formId}>
            {t(`alarms.${kind}`)}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field
          label={t(`alarms.${kind}.field`)}
          mistake={isMissing ? t('alarms.sentence.missing') : undefined}
        >
          {(ids) => (
            <textarea
              {...ids}
              className="input sentence"
              rows={3}
              maxLength={CHARACTERS_MAX}
              value={sentence}
              onChange={(event) => {
                setSentence(event.target.value);
                setIsMissing(false);
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
