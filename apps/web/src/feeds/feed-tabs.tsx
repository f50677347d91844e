import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTexts } from '../texts/index.js';

const PAGES = [
  { to: '/feeds', label: 'feeds.view.status' },
  { to: '/feeds/rejected', label: 'feeds.view.rejected' },
  { to: '/feeds/quality', label: 'feeds.view.quality' },
  { to: '/feeds/source', label: 'feeds.view.source' },
] as const;

/** The pages about a feed, beside their heading. */
export function FeedTabs(): ReactElement {
  const { t } = useTexts();
  return (
    <nav className="tabs" aria-label={t('feeds.view')}>
      {PAGES.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}
