import type { ReactElement } from 'react';
import { Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

export function OnboardingPage(): ReactElement {
  const { t } = useTexts();
  return <Page title={t('onboarding.title')}>{null}</Page>;
}
