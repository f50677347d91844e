import type { ReactElement } from 'react';
import { Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

export function WallPage(): ReactElement {
  const { t } = useTexts();
  return <Page title={t('wall.title')}>{null}</Page>;
}
