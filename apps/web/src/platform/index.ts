import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

const platformRoute = createRoute({
  path: '/platform',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'super-admins' },
  component: lazyRouteComponent(() => import('./platform-page.js'), 'PlatformPage'),
});

export const platformRoutes = [platformRoute] as const;

export const platformNavigation: readonly NavigationEntry[] = [
  {
    to: '/platform',
    label: 'platform.title',
    icon: 'building',
    group: 'platform',
    order: 10,
    audience: 'super-admins',
  },
];
