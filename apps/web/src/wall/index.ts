import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { rootRoute } from '../frame/index.js';
import { sessionOf } from '../session/index.js';

/** A wall has no frame and no controls; it needs a sign-in as every page does. */
const wallRoute = createRoute({
  path: '/wall/$view',
  getParentRoute: () => rootRoute,
  beforeLoad: ({ context, location }) => {
    if (sessionOf(context.session.get()) === null) {
      redirect({ to: '/sign-in', search: { to: location.href }, throw: true });
    }
  },
  component: lazyRouteComponent(() => import('./wall-page.js'), 'WallPage'),
});

export const wallRoutes = [wallRoute] as const;
