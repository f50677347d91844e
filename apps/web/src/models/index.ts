import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

const modelsRoute = createRoute({
  path: '/models',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  component: lazyRouteComponent(() => import('./models-page.js'), 'ModelsPage'),
});

export const modelsRoutes = [modelsRoute] as const;

export const modelsNavigation: readonly NavigationEntry[] = [
  {
    to: '/models',
    label: 'models.title',
    icon: 'cube',
    group: 'predict',
    order: 10,
    audience: 'admins',
  },
];
