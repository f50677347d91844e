import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Mistake } from '../../api/index.js';
import { Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useOrganizationWizard } from '../wizard-context.js';

/** What the platform refused: each mistake with its place; those of signals stand at their lines. */
export function MistakeList({ mistakes }: { readonly mistakes: readonly Mistake[] }): ReactElement | null {
  const { t, sentences } = useTexts();
  const { refusals } = useOrganizationWizard();
  if (mistakes.length === 0 && refusals.size === 0) return null;
  return (
    <ul className="onboarding-mistakes">
      {mistakes.map((mistake) => (
        <li key={`${mistake.pointer} ${mistake.detail}`} className="row tight">
          <Icon name="warning" size="small" /> <span className="mono">{mistake.pointer}</span>{' '}
          {sentences.mistake(mistake, null)}
        </li>
      ))}
      {refusals.size === 0 ? null : (
        <li className="row tight">
          <Icon name="warning" size="small" />{' '}
          <Link to="/connect/$step" params={{ step: 'mapping' }} search={{}}>
            {t('onboarding.mistakes.signals', { count: refusals.size })}
          </Link>
        </li>
      )}
    </ul>
  );
}
