import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

const configurationRoute = createRoute({
  path: '/settings',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  component: lazyRouteComponent(() => import('./configuration-page.js'), 'ConfigurationPage'),
});

export const configurationRoutes = [configurationRoute] as const;

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
