import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceParam, instantParam, presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry, rootRoute } from '../frame/index.js';
import { wallBeforeLoad } from '../wall/index.js';

export interface FleetSearch {
  /** Words of the name. */
  readonly find?: string;
  readonly group?: 'need' | 'kind';
  readonly view?: 'cards' | 'rows' | 'cells' | 'auto';
}

const fleetRoute = createRoute({
  path: '/assets',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'members', filters: ['find'] },
  validateSearch: (search: Record<string, unknown>): FleetSearch =>
    presentParams({
      find: textParam(search, 'find'),
      group: choiceParam(search, 'group', ['need', 'kind']),
      view: choiceParam(search, 'view', ['cards', 'rows', 'cells', 'auto']),
    }),
  component: lazyRouteComponent(() => import('./fleet-page.js'), 'FleetPage'),
});

/** Spans of the time axis that have a button. */
export const SPANS = ['30min', '2h', '8h', '24h', '7d', '30d', '1y'] as const;

export interface AssetSearch {
  /** Both, or neither: then the axis follows the present. */
  readonly from?: string;
  readonly to?: string;
  /** How long the axis is that follows the present. */
  readonly span?: (typeof SPANS)[number];
  /** Names with commas between them. */
  readonly tags?: string;
}

const assetRoute = createRoute({
  path: '/assets/$assetId',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'members' },
  validateSearch: (search: Record<string, unknown>): AssetSearch =>
    presentParams({
      from: instantParam(search, 'from'),
      to: instantParam(search, 'to'),
      span: choiceParam(search, 'span', SPANS),
      tags: textParam(search, 'tags'),
    }),
  component: lazyRouteComponent(() => import('./asset-page.js'), 'AssetPage'),
});

const tagRoute = createRoute({
  path: '/assets/$assetId/tags/$tag',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'members' },
  validateSearch: (search: Record<string, unknown>): Omit<AssetSearch, 'tags'> =>
    presentParams({
      from: instantParam(search, 'from'),
      to: instantParam(search, 'to'),
      span: choiceParam(search, 'span', SPANS),
    }),
  component: lazyRouteComponent(() => import('./tag-page.js'), 'TagPage'),
});

export const assetsRoutes = [fleetRoute, assetRoute, tagRoute] as const;

const fleetWallRoute = createRoute({
  path: '/wall/fleet',
  getParentRoute: () => rootRoute,
  beforeLoad: wallBeforeLoad,
  component: lazyRouteComponent(() => import('./fleet-wall-page.js'), 'FleetWallPage'),
});

const assetWallRoute = createRoute({
  path: '/wall/assets/$assetId',
  getParentRoute: () => rootRoute,
  beforeLoad: wallBeforeLoad,
  component: lazyRouteComponent(() => import('./asset-wall-page.js'), 'AssetWallPage'),
});

/** Walls have no frame. */
export const assetWallRoutes = [fleetWallRoute, assetWallRoute] as const;

export const assetsNavigation: readonly NavigationEntry[] = [
  {
    to: '/assets',
    label: 'assets.title',
    icon: 'grid',
    group: 'operate',
    order: 20,
    audience: 'members',
    key: 'f',
  },
];
