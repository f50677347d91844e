import type { ReactElement } from 'react';
import { Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

export function AlarmsPage(): ReactElement {
  const { t } = useTexts();
  return <Page title={t('alarms.title')}>{null}</Page>;
}
