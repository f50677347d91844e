import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

const assetsRoute = createRoute({
  path: '/assets',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'members' },
  component: lazyRouteComponent(() => import('./assets-page.js'), 'AssetsPage'),
});

export const assetsRoutes = [assetsRoute] as const;

export const assetsNavigation: readonly NavigationEntry[] = [
  {
    to: '/assets',
    label: 'assets.title',
    icon: 'grid',
    group: 'operate',
    order: 20,
    audience: 'members',
  },
];
