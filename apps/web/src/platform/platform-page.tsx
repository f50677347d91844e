import type { ReactElement } from 'react';
import { Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

export function PlatformPage(): ReactElement {
  const { t } = useTexts();
  return <Page title={t('platform.title')}>{null}</Page>;
}
