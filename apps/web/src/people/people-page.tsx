import type { ReactElement } from 'react';
import { Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

export function PeoplePage(): ReactElement {
  const { t } = useTexts();
  return <Page title={t('people.title')}>{null}</Page>;
}
