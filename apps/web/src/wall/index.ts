import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../frame/index.js';

/** A wall has no frame, no controls and a sign-in of its own. */
const wallRoute = createRoute({
  path: '/wall/$view',
  getParentRoute: () => rootRoute,
  component: lazyRouteComponent(() => import('./wall-page.js'), 'WallPage'),
});

export const wallRoutes = [wallRoute] as const;
