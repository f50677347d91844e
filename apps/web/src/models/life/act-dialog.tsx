import type { ReactElement } from 'react';
import { Refused, SentenceDialog, unsentForms } from '../../parts/index.js';
import { useOrganizationId } from '../../session/index.js';
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
  const keptAs = [useOrganizationId(), 'models', act.kind, 'version' in act ? act.version : ''].join(' ');
  const acting = useAct((acted, done) => {
    unsentForms.forget(keptAs);
    onClose();
    onDone(acted, done);
  });
  const isOptional = act.kind === 'train' || act.kind === 'cancel';
  return (
    <SentenceDialog
      title={actTitle(act, t)}
      description={consequenceText(act, champion, t)}
      verb={actTitle(act, t)}
      label={t(isOptional ? 'models.act.reason-optional' : 'models.act.reason')}
      hint={t('models.act.reason.hint')}
      missing={isOptional ? undefined : t('models.act.reason.missing')}
      charactersMax={CHARACTERS_MAX}
      keptAs={keptAs}
      isSending={acting.isPending}
      warning={objection}
      onWritten={(reason) => acting.mutate({ act, reason })}
      onClose={onClose}
    >
      <Refused error={acting.error} otherwise={t('models.act.failed')} />
    </SentenceDialog>
  );
}
