import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry, rootRoute } from '../frame/index.js';

export interface PeopleSearch {
  /** Words of a name or an address. */
  readonly find?: string;
}

const peopleSearch = (search: Record<string, unknown>): PeopleSearch =>
  presentParams({ find: textParam(search, 'find') });

const peopleRoute = createRoute({
  path: '/people',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins', filters: ['find'] },
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./people-page.js'), 'PeoplePage'),
});

const superAdminsRoute = createRoute({
  path: '/platform/people',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'super-admins', filters: ['find'] },
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./super-admins-page.js'), 'SuperAdminsPage'),
});

/** Outside of the frame: who opens it has no sign-in yet. The token is behind the `#`. */
const invitationRoute = createRoute({
  path: '/invitation',
  getParentRoute: () => rootRoute,
  component: lazyRouteComponent(() => import('./accept/invitation-page.js'), 'InvitationPage'),
});

export const peopleRoutes = [peopleRoute, superAdminsRoute] as const;
export const invitationRoutes = [invitationRoute] as const;

export const peopleNavigation: readonly NavigationEntry[] = [
  {
    to: '/people',
    label: 'people.title',
    icon: 'people',
    group: 'set-up',
    order: 30,
    audience: 'admins',
  },
  {
    to: '/platform/people',
    label: 'people.super-admins',
    icon: 'people',
    group: 'platform',
    order: 60,
    audience: 'super-admins',
  },
];
