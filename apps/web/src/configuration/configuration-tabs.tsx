import type { ReactElement } from 'react';
import { PageTabs } from '../frame/index.js';

const PAGES = [
  { to: '/settings', label: 'configuration.tab.settings' },
  { to: '/settings/assets', label: 'configuration.tab.assets' },
  { to: '/settings/tags', label: 'configuration.tab.tags' },
  { to: '/settings/history', label: 'configuration.tab.history' },
] as const;

/** The pages of the configuration. */
export const ConfigurationTabs = (): ReactElement => <PageTabs label="configuration.tabs" pages={PAGES} />;
