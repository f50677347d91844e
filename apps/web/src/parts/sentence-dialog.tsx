import { type FormEvent, type ReactElement, type ReactNode, useId, useState } from 'react';
import { useTexts } from '../texts/index.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { useUnsent } from './use-unsent.js';

interface SentenceDialogProps {
  readonly title: string;
  /** What follows. */
  readonly description?: string | undefined;
  /** The verb of the button. */
  readonly verb: string;
  readonly label: string;
  readonly hint?: string;
  /** What is said where nothing was written; without it the sentence may be left out. */
  readonly missing?: string | undefined;
  readonly charactersMax: number;
  /** Names what it is about: a dialog that was left opens with what was typed for the same. */
  readonly keptAs: string;
  readonly isSending?: boolean;
  /** The safe verb; absent: "Cancel". */
  readonly cancel?: string;
  /** A word of warning above the field. */
  readonly warning?: string;
  /** What became of it, below the field. */
  readonly children?: ReactNode;
  readonly onWritten: (sentence: string) => void;
  readonly onClose: () => void;
}

/** Says what an act has as its consequence, and asks for the sentence that it leaves behind. */
export function SentenceDialog(props: SentenceDialogProps): ReactElement {
  const { title, description, verb, label, hint, missing, charactersMax, isSending = false } = props;
  const { t } = useTexts();
  const { warning = '', keptAs, cancel = t('states.cancel'), children, onWritten, onClose } = props;
  const formId = useId();
  const { typed, change } = useUnsent(keptAs, { sentence: '' });
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const written = typed.sentence.trim();
    if (written === '' && missing !== undefined) setIsMissing(true);
    else onWritten(written);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button look="primary" type="submit" form={formId} disabled={isSending}>
            {verb}
          </Button>
        </>
      }
    >
      {warning === '' ? null : <p className="dialog-warning">{warning}</p>}
      <form id={formId} onSubmit={submit}>
        <Field label={label} hint={hint} mistake={isMissing ? missing : undefined}>
          {(ids) => (
            <textarea
              {...ids}
              className="input sentence"
              rows={3}
              maxLength={charactersMax}
              value={typed.sentence}
              onChange={(event) => {
                change({ sentence: event.target.value });
                setIsMissing(false);
              }}
            />
          )}
        </Field>
      </form>
      {children}
    </Dialog>
  );
}
