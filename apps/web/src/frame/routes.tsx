import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import type { ApiClient } from '../api/index.js';
import { sessionOf, type SessionStore } from '../session/index.js';
import type { Audience } from './feature.js';
import { Frame } from './frame.js';
import { NotFound, NotFoundAnywhere } from './not-found.js';

/** What loaders and guards of routes get. */
export interface RouterContext {
  readonly session: SessionStore;
  readonly api: ApiClient;
  readonly queryClient: QueryClient;
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Who the page is for; absent: everybody who is signed in. */
    audience?: Audience;
    /** Names in the query string that narrow a list: a change of them can be undone. */
    filters?: readonly string[];
  }
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundAnywhere,
});

/** Pages inside of the frame: they need a sign-in, and the address is kept for after it. */
export const frameRoute = createRoute({
  id: 'frame',
  getParentRoute: () => rootRoute,
  beforeLoad: ({ context, location }) => {
    if (sessionOf(context.session.get()) === null) {
      redirect({ to: '/sign-in', search: { to: location.href }, throw: true });
    }
  },
  component: Frame,
  notFoundComponent: NotFound,
});

/** Where everybody begins: at what they must look after. */
export const startRoute = createRoute({
  path: '/',
  getParentRoute: () => frameRoute,
  beforeLoad: ({ context }) => {
    const session = sessionOf(context.session.get());
    redirect({ to: session?.organizationId == null ? '/platform' : '/alarms', replace: true, throw: true });
  },
});
