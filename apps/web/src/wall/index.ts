import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { rootRoute, type RouterContext } from '../frame/index.js';
import { sessionOf } from '../session/index.js';

interface Entry {
  readonly context: RouterContext;
  readonly location: { readonly href: string };
}

/** A wall has no frame and no controls; it needs a sign-in as every page does. */
export function wallBeforeLoad({ context, location }: Entry): void {
  if (sessionOf(context.session.get()) === null) {
    redirect({ to: '/sign-in', search: { to: location.href }, throw: true });
  }
}

const wallRoute = createRoute({
  path: '/wall/$view',
  getParentRoute: () => rootRoute,
  beforeLoad: wallBeforeLoad,
  component: lazyRouteComponent(() => import('./alarms-wall-page.js'), 'AlarmsWallPage'),
});

export const wallRoutes = [wallRoute] as const;
