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
  staticData: { audience: 'super-admins', filters: ['find'] },
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

const trainingsRoute = createRoute({
  path: '/platform/trainings',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'super-admins' },
  component: lazyRouteComponent(() => import('./trainings-page.js'), 'TrainingsPage'),
});

const deadLettersRoute = createRoute({
  path: '/platform/dead-letters',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'super-admins' },
  component: lazyRouteComponent(() => import('./dead-letters-page.js'), 'DeadLettersPage'),
});

export const platformRoutes = [organizationsRoute, healthRoute, trainingsRoute, deadLettersRoute] as const;

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
  {
    to: '/platform/trainings',
    label: 'platform.trainings.title',
    icon: 'trend',
    group: 'platform',
    order: 30,
    audience: 'super-admins',
  },
  {
    to: '/platform/dead-letters',
    label: 'platform.dead-letters',
    icon: 'document',
    group: 'platform',
    order: 40,
    audience: 'super-admins',
  },
];
