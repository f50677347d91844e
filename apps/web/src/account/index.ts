import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

const accountRoute = createRoute({
  path: '/me',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'everybody' },
  component: lazyRouteComponent(() => import('./account-page.js'), 'AccountPage'),
});

export const accountRoutes = [accountRoute] as const;

export const accountNavigation: readonly NavigationEntry[] = [
  {
    to: '/me',
    label: 'account.title',
    icon: 'user',
    group: 'account',
    order: 10,
    audience: 'everybody',
  },
];
