import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

const peopleRoute = createRoute({
  path: '/people',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  component: lazyRouteComponent(() => import('./people-page.js'), 'PeoplePage'),
});

export const peopleRoutes = [peopleRoute] as const;

export const peopleNavigation: readonly NavigationEntry[] = [
  {
    to: '/people',
    label: 'people.title',
    icon: 'people',
    group: 'set-up',
    order: 30,
    audience: 'admins',
  },
];
