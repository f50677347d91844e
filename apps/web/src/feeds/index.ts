import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { choiceParam, presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

const admins = { audience: 'admins' } as const;
const page = () => import('./feeds-page.js');

export interface FeedsSearch {
  /** Former addresses named the view in the query string. */
  readonly view?: 'rejected' | 'quality';
  readonly reason?: string;
  readonly asset?: string;
  readonly days?: '7' | '14' | '30';
  readonly find?: string;
}

/** The router reads `?days=7` as a number. */
const daysParam = (search: Record<string, unknown>) =>
  choiceParam({ days: textParam(search, 'days') }, 'days', ['7', '14', '30']);

const feedsRoute = createRoute({
  path: '/feeds',
  getParentRoute: () => frameRoute,
  staticData: admins,
  validateSearch: (search: Record<string, unknown>): FeedsSearch =>
    presentParams({
      view: choiceParam(search, 'view', ['rejected', 'quality']),
      reason: textParam(search, 'reason'),
      asset: textParam(search, 'asset'),
      days: daysParam(search),
      find: textParam(search, 'find'),
    }),
  beforeLoad: ({ search: { view, ...search } }) => {
    if (view === 'rejected') redirect({ to: '/feeds/rejected', search, replace: true, throw: true });
    if (view === 'quality') redirect({ to: '/feeds/quality', search, replace: true, throw: true });
  },
  component: lazyRouteComponent(page, 'FeedsPage'),
});

const rejectedRoute = createRoute({
  path: '/feeds/rejected',
  getParentRoute: () => frameRoute,
  staticData: { ...admins, filters: ['reason'] },
  validateSearch: (search: Record<string, unknown>): Pick<FeedsSearch, 'reason'> =>
    presentParams({ reason: textParam(search, 'reason') }),
  component: lazyRouteComponent(page, 'RejectedPage'),
});

const qualityRoute = createRoute({
  path: '/feeds/quality',
  getParentRoute: () => frameRoute,
  staticData: { ...admins, filters: ['find'] },
  validateSearch: (search: Record<string, unknown>): Pick<FeedsSearch, 'asset' | 'days' | 'find'> =>
    presentParams({
      asset: textParam(search, 'asset'),
      days: daysParam(search),
      find: textParam(search, 'find'),
    }),
  component: lazyRouteComponent(page, 'QualityPage'),
});

const sourceRoute = createRoute({
  path: '/feeds/source',
  getParentRoute: () => frameRoute,
  staticData: admins,
  validateSearch: (search: Record<string, unknown>): Pick<FeedsSearch, 'find'> =>
    presentParams({ find: textParam(search, 'find') }),
  component: lazyRouteComponent(() => import('./source/source-page.js'), 'SourcePage'),
});

export const feedsRoutes = [feedsRoute, rejectedRoute, qualityRoute, sourceRoute] as const;

export const feedsNavigation: readonly NavigationEntry[] = [
  {
    to: '/feeds',
    label: 'feeds.title',
    icon: 'plug',
    group: 'set-up',
    order: 10,
    audience: 'admins',
  },
];
