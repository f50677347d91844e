import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

const feedsRoute = createRoute({
  path: '/feeds',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
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
