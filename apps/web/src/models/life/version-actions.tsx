import type { ReactElement } from 'react';
import { Button, type ButtonProps } from '../../parts/index.js';
import { type Sentences, useTexts } from '../../texts/index.js';
import type { ModelSummary } from '../model-types.js';
import { actTitle } from './act-words.js';
import { actsOf, type PossibleAct } from './acts.js';
import { verdictSentence } from './life-words.js';
import type { Act } from './use-act.js';
import type { AskToAct } from './use-act-dialog.js';

interface VersionActionsProps {
  readonly model: Pick<ModelSummary, 'version' | 'state' | 'stateReason' | 'verdict' | 'metrics'>;
  readonly onAsk: AskToAct;
}

const ICONS = {
  deploy: undefined,
  shadow: 'flask',
  retire: undefined,
  'roll-back': 'undo',
} as const satisfies Record<PossibleAct['act'], ButtonProps['icon']>;

/** What an admin can do with a version. A phone is for reading. */
export function VersionActions({ model, onAsk }: VersionActionsProps): ReactElement {
  const { t, sentences } = useTexts();
  return (
    <>
      <span className="row model-acts">
        {actsOf(model)
          .toReversed()
          .map((possible) => {
            const act = actFor(model.version, possible);
            const icon = ICONS[possible.act];
            return (
              <Button
                key={possible.act}
                look={possible.act === 'deploy' ? 'primary' : 'regular'}
                {...(icon === undefined ? {} : { icon })}
                onClick={() => onAsk(act, possible.isOverride ? objectionTo(model, sentences) : '')}
              >
                {actTitle(act, t)}
              </Button>
            );
          })}
      </span>
      <span className="t3 model-acts-elsewhere">{t('states.larger-screen')}</span>
    </>
  );
}

const actFor = (version: string, { act: kind, isOverride }: PossibleAct): Act =>
  kind === 'deploy' || kind === 'shadow' ? { kind, version, isOverride } : { kind, version };

/** Why the version may not serve by itself, in a sentence of the platform. */
function objectionTo(model: VersionActionsProps['model'], sentences: Sentences): string {
  const { state, stateReason: reason, verdict } = model;
  if (state === 'quarantined') return sentences.step({ action: 'quarantined', actorId: null, reason });
  return verdict === null ? reason : verdictSentence(model, sentences);
}
