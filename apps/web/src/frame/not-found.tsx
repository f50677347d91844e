import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

/** Outside of the frame: an address that belongs to no page at all. */
export function NotFoundAnywhere(): ReactElement {
  return (
    <main className="main">
      <NotFound />
    </main>
  );
}

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
