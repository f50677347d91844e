import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

export function NotFound(): ReactElement {
  const { t } = useTexts();
  return (
    <Page title={t('states.not-found')}>
      <Empty
        title={t('states.not-found.meaning')}
        action={<Link to="/">{t('states.not-found.home')}</Link>}
      />
    </Page>
  );
}
