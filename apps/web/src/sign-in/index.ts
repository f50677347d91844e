import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { presentParams, textParam } from '../address/index.js';
import { rootRoute } from '../frame/index.js';

export interface SignInSearch {
  /** The address that somebody wanted; they come to it after the sign-in. */
  readonly to?: string;
}

/** Only an address of this site, never `//elsewhere.example`. */
const ownAddress = (text: string | undefined): SignInSearch =>
  presentParams({ to: text !== undefined && /^\/(?![/\\])/.test(text) ? text : undefined });

const signInRoute = createRoute({
  path: '/sign-in',
  getParentRoute: () => rootRoute,
  validateSearch: (search: Record<string, unknown>): SignInSearch => ownAddress(textParam(search, 'to')),
  component: lazyRouteComponent(() => import('./sign-in-page.js'), 'SignInPage'),
});

export const signInRoutes = [signInRoute] as const;
