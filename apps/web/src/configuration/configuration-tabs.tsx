import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTexts } from '../texts/index.js';

const PAGES = [
  { to: '/settings', label: 'configuration.tab.settings' },
  { to: '/settings/assets', label: 'configuration.tab.assets' },
  { to: '/settings/tags', label: 'configuration.tab.tags' },
  { to: '/settings/history', label: 'configuration.tab.history' },
] as const;

/** The pages of the configuration, beside their heading. */
export function ConfigurationTabs(): ReactElement {
  const { t } = useTexts();
  return (
    <nav className="tabs" aria-label={t('configuration.tabs')}>
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
