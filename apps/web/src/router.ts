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

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createControlRoomRouter>;
  }
}
