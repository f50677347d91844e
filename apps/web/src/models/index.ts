import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

const modelsRoute = createRoute({
  path: '/models',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  component: lazyRouteComponent(() => import('./models-page.js'), 'ModelsPage'),
});

export interface ModelSearch {
  /** The version that this one is compared with; absent: the champion. */
  readonly against?: string;
}

const modelRoute = createRoute({
  path: '/models/$version',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  validateSearch: (search: Record<string, unknown>): ModelSearch =>
    presentParams({ against: textParam(search, 'against') }),
  component: lazyRouteComponent(() => import('./model-page.js'), 'ModelPage'),
});

export const modelsRoutes = [modelsRoute, modelRoute] as const;

export const modelsNavigation: readonly NavigationEntry[] = [
  {
    to: '/models',
    label: 'models.title',
    icon: 'cube',
    group: 'predict',
    order: 10,
    audience: 'admins',
    key: 'm',
  },
];
