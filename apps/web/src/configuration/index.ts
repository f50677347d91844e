import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceParam, countParam, presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry } from '../frame/index.js';
import type { HistorySearch } from './history/history-search.js';
import { SECTION_NAMES } from './settings/sections.js';

const settingsRoute = createRoute({
  path: '/settings',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  validateSearch: (search: Record<string, unknown>) =>
    presentParams({ section: choiceParam(search, 'section', SECTION_NAMES) }),
  component: lazyRouteComponent(() => import('./settings/settings-page.js'), 'SettingsPage'),
});

/** Filter of the table, and the entry that is open beside it. */
const entriesSearch = (search: Record<string, unknown>) =>
  presentParams({ q: textParam(search, 'q'), id: textParam(search, 'id') });

const assetsRoute = createRoute({
  path: '/settings/assets',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins', filters: ['q'] },
  validateSearch: entriesSearch,
  component: lazyRouteComponent(() => import('./entries/assets-page.js'), 'AssetsSettingsPage'),
});

const tagsRoute = createRoute({
  path: '/settings/tags',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins', filters: ['q'] },
  validateSearch: entriesSearch,
  component: lazyRouteComponent(() => import('./entries/tags-page.js'), 'TagsSettingsPage'),
});

const historyRoute = createRoute({
  path: '/settings/history',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  validateSearch: (search: Record<string, unknown>): HistorySearch =>
    presentParams({
      revision: countParam(search, 'revision'),
      against: choiceParam(search, 'against', ['before', 'now']),
    }),
  component: lazyRouteComponent(() => import('./history/revisions-page.js'), 'RevisionsPage'),
});

export const configurationRoutes = [settingsRoute, assetsRoute, tagsRoute, historyRoute] as const;

export const configurationNavigation: readonly NavigationEntry[] = [
  {
    to: '/settings',
    label: 'configuration.title',
    icon: 'gear',
    group: 'set-up',
    order: 50,
    audience: 'admins',
  },
];
