import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceParam, listParam, presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry } from '../frame/index.js';
import { ALERT_VIEWS, type AlertView } from './list/alert-views.js';

export interface AlarmsSearch {
  /** Id of the alert in the drawer. */
  readonly alert?: string;
  /** Absent: all active alerts. */
  readonly view?: AlertView;
  /** Words to look for. */
  readonly words?: string;
  /** Ids of assets, priorities, components: several, with a comma between. */
  readonly asset?: string;
  readonly priority?: string;
  readonly component?: string;
  /** Absent: a flood is shown by cause. */
  readonly rows?: 'one-by-one';
}

const several = (search: Record<string, unknown>, name: string): string | undefined =>
  listParam(search, name)?.join(',');

const alarmsRoute = createRoute({
  path: '/alarms',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'members', filters: ['words', 'asset', 'priority', 'component'] },
  validateSearch: (search: Record<string, unknown>): AlarmsSearch =>
    presentParams({
      alert: textParam(search, 'alert'),
      view: choiceParam(search, 'view', ALERT_VIEWS),
      words: textParam(search, 'words'),
      asset: several(search, 'asset'),
      priority: several(search, 'priority'),
      component: several(search, 'component'),
      rows: choiceParam(search, 'rows', ['one-by-one']),
    }),
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
