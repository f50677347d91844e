import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceParam, presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

export interface FeedsSearch {
  readonly view?: 'status' | 'rejected' | 'quality';
  /** Rows of the quarantine with this reason. */
  readonly reason?: string;
  /** Quality of this asset. */
  readonly asset?: string;
  readonly days?: '7' | '14' | '30';
  /** Words of the tag. */
  readonly find?: string;
}

const feedsRoute = createRoute({
  path: '/feeds',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  validateSearch: (search: Record<string, unknown>): FeedsSearch => {
    const days = textParam(search, 'days');
    return presentParams({
      view: choiceParam(search, 'view', ['status', 'rejected', 'quality']),
      reason: textParam(search, 'reason'),
      asset: textParam(search, 'asset'),
      // The router reads `?days=7` as a number.
      days: choiceParam({ days }, 'days', ['7', '14', '30']),
      find: textParam(search, 'find'),
    });
  },
  component: lazyRouteComponent(() => import('./feeds-page.js'), 'FeedsPage'),
});

export const feedsRoutes = [feedsRoute] as const;

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
