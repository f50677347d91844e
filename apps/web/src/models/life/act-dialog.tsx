import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { ApiProblem } from '../../api/index.js';
import { Button, Dialog, Field } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { actTitle, consequenceText } from './act-words.js';
import { type Act, type Done, useAct } from './use-act.js';

interface ActDialogProps {
  readonly act: Act;
  /** The version that serves now; null: none. */
  readonly champion: string | null;
  /** Why the gate refused the version, or why it failed; empty where it did not. */
  readonly objection?: string;
  readonly onClose: () => void;
  readonly onDone: (act: Act, done: Done) => void;
}

const CHARACTERS_MAX = 500;

/** Says what follows, and asks for the reason that the history keeps. */
export function ActDialog({ act, champion, objection = '', onClose, onDone }: ActDialogProps): ReactElement {
  const { t } = useTexts();
  const formId = useId();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const acting = useAct((acted, done) => {
    onClose();
    onDone(acted, done);
  });
  const isOptional = act.kind === 'train' || act.kind === 'cancel';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const written = reason.trim();
    if (written === '' && !isOptional) setIsMissing(true);
    else acting.mutate({ act, reason: written });
  };
  const title = actTitle(act, t);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={consequenceText(act, champion, t)}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} disabled={acting.isPending}>
            {title}
          </Button>
        </>
      }
    >
      {objection === '' ? null : <p className="model-objection">{objection}</p>}
      <form id={formId} onSubmit={submit}>
        <Field
          label={t(isOptional ? 'models.act.reason-optional' : 'models.act.reason')}
          hint={t('models.act.reason.hint')}
          mistake={isMissing ? t('models.act.reason.missing') : undefined}
        >
          {(ids) => (
            <textarea
              {...ids}
              className="input sentence"
              rows={3}
              maxLength={CHARACTERS_MAX}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
                setIsMissing(false);
              }}
            />
          )}
        </Field>
      </form>
      {acting.isError ? (
        <p role="alert" className="medium">
          {acting.error instanceof ApiProblem ? acting.error.detail : t('models.act.failed')}
        </p>
      ) : null}
    </Dialog>
  );
}
