import type { ReactElement, ReactNode } from 'react';
import { Button, Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useWizard } from '../wizard-context.js';
import { isDone, type Step, stepAfter, stepBefore } from './wizard-steps.js';

interface StepFootProps {
  readonly step: Step;
  /** What is still to be done here; nothing, when it is done. */
  readonly hint?: string;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** Back, what is missing, and on. */
export function StepFoot({ step, hint = '', children }: StepFootProps): ReactElement {
  const { t } = useTexts();
  const { progress, go } = useWizard();
  const [before, after] = [stepBefore(step), stepAfter(step)];
  return (
    <div className="onboarding-foot">
      {before === null ? null : (
        <Button icon="chevronLeft" onClick={() => go(before)}>
          {t(`onboarding.step.${before}`)}
        </Button>
      )}
      <span className="grow" />
      <span className="t2">{hint}</span>
      {children}
      {after === null ? null : (
        <Button look="primary" disabled={!isDone(step, progress)} onClick={() => go(after)}>
          {t(`onboarding.step.${after}`)} <Icon name="chevronRight" size="small" />
        </Button>
      )}
    </div>
  );
}
