import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTexts } from '../texts/index.js';

/** An organization without a feed: its admin connects the plant. */
export function ConnectLink(): ReactElement {
  const { t } = useTexts();
  return (
    <Link className="btn" to="/connect/$step" params={{ step: 'connection' }}>
      {t('onboarding.title')}
    </Link>
  );
}
