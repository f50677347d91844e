import { type ReactNode, useState } from 'react';
import { useToast } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useModelStatus } from '../use-model-status.js';
import { ActDialog } from './act-dialog.js';
import { doneText } from './act-words.js';
import type { Act, Done } from './use-act.js';

export type AskToAct = (act: Act, objection?: string) => void;

/** The dialog of the act that an admin chose, and how to choose one. */
export function useActDialog(): readonly [dialog: ReactNode, ask: AskToAct] {
  const { t } = useTexts();
  const toast = useToast();
  const { serving } = useModelStatus();
  const [asked, setAsked] = useState<{ readonly act: Act; readonly objection: string } | null>(null);
  const ask: AskToAct = (act, objection = '') => setAsked({ act, objection });
  const say = (act: Act, done: Done): void => {
    const text = doneText(act, done, t);
    // There is no undo; the opposite is offered.
    if (act.kind !== 'deploy') toast({ text });
    else {
      const onAct = (): void => ask({ kind: 'roll-back', version: act.version });
      toast({ text, action: { label: t('models.done.take-back'), onAct } });
    }
  };
  const champion = serving?.state === 'live' ? serving.version : null;
  const dialog =
    asked === null ? null : (
      <ActDialog
        act={asked.act}
        objection={asked.objection}
        champion={champion}
        onClose={() => setAsked(null)}
        onDone={say}
      />
    );
  return [dialog, ask];
}
