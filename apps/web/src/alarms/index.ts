import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

export interface AlarmsSearch {
  /** Id of the alert in the drawer. */
  readonly alert?: string;
}

const alarmsRoute = createRoute({
  path: '/alarms',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'members' },
  validateSearch: (search: Record<string, unknown>): AlarmsSearch =>
    presentParams({ alert: textParam(search, 'alert') }),
  component: lazyRouteComponent(() => import('./alarms-page.js'), 'AlarmsPage'),
});

export const alarmsRoutes = [alarmsRoute] as const;

export const alarmsNavigation: readonly NavigationEntry[] = [
  {
    to: '/alarms',
    label: 'alarms.title',
    icon: 'bell',
    group: 'operate',
    order: 10,
    audience: 'members',
    key: 'a',
  },
];
