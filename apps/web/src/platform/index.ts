import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceParam, presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

export interface OrganizationsSearch {
  /** Words of the name. */
  readonly find?: string;
  readonly order?: 'need' | 'name';
}

const organizationsRoute = createRoute({
  path: '/platform',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'super-admins' },
  validateSearch: (search: Record<string, unknown>): OrganizationsSearch =>
    presentParams({
      find: textParam(search, 'find'),
      order: choiceParam(search, 'order', ['need', 'name']),
    }),
  component: lazyRouteComponent(() => import('./organizations-page.js'), 'OrganizationsPage'),
});

const healthRoute = createRoute({
  path: '/platform/health',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'super-admins' },
  component: lazyRouteComponent(() => import('./health-page.js'), 'HealthPage'),
});

export const platformRoutes = [organizationsRoute, healthRoute] as const;

export const platformNavigation: readonly NavigationEntry[] = [
  {
    to: '/platform',
    label: 'platform.title',
    icon: 'building',
    group: 'platform',
    order: 10,
    audience: 'super-admins',
    key: 'o',
    isExact: true,
  },
  {
    to: '/platform/health',
    label: 'platform.health.title',
    icon: 'pulse',
    group: 'platform',
    order: 20,
    audience: 'super-admins',
  },
];
