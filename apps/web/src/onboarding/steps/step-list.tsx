import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { classNames, Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useWizard } from '../wizard-context.js';
import { firstMissing, isDone, isOver, type Step, STEPS } from './wizard-steps.js';

/** Where the person is, what is done, and what can be opened. */
export function StepList({ step: current }: { readonly step: Step }): ReactElement {
  const { t } = useTexts();
  const { progress } = useWizard();
  return (
    <ol className="onboarding-steps" aria-label={t('onboarding.steps')}>
      {STEPS.map((step, at) => {
        const isBehind = isDone(step, progress);
        const words = (
          <>
            <span className="n">
              {isBehind && step !== current ? <Icon name="check" size="small" /> : at + 1}
            </span>
            {t(`onboarding.step.${step}`)}
          </>
        );
        return (
          <li
            key={step}
            className={classNames(isBehind && 'done')}
            aria-current={step === current ? 'step' : undefined}
          >
            {step !== current && !isOver(progress) && firstMissing(step, progress) === null ? (
              <Link to="/connect/$step" params={{ step }} search={{}}>
                {words}
              </Link>
            ) : (
              <span>{words}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
