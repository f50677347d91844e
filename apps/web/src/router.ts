import { createRouter } from '@tanstack/react-router';
import { siteBasePath } from './address/index.js';
import { routeTree } from './features.js';
import { PageFailed, type RouterContext } from './frame/index.js';

export const createControlRoomRouter = (context: RouterContext) =>
  createRouter({
    routeTree,
    context,
    basepath: siteBasePath(),
    // The chunk of a page is fetched when the pointer nears its link.
    defaultPreload: 'intent',
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
  });

type ControlRoomRouter = ReturnType<typeof createControlRoomRouter>;

/** Fetches the page of the address while it is still asked who is signed in. */
export function fetchPage(router: ControlRoomRouter): void {
  const [matchedRoutes] = router.getMatchedRoutes(router.latestLocation.pathname);
  for (const route of matchedRoutes) void router.loadRouteChunk(route);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ControlRoomRouter;
  }
}
