import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { countParam, presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry } from '../frame/index.js';

export interface AuditSearch {
  /** Id of who did it. */
  readonly who?: string;
  /** `USER.INVITED` */
  readonly action?: string;
  /** Dates of the plant, both included. */
  readonly from?: string;
  readonly to?: string;
  /** Number of the entry in the drawer. */
  readonly entry?: number;
}

const auditSearch = (search: Record<string, unknown>): AuditSearch =>
  presentParams({
    who: textParam(search, 'who'),
    action: textParam(search, 'action'),
    from: textParam(search, 'from'),
    to: textParam(search, 'to'),
    entry: countParam(search, 'entry'),
  });

const auditRoute = createRoute({
  path: '/audit',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit-pages.js'), 'OrganizationAuditPage'),
});

const platformAuditRoute = createRoute({
  path: '/platform/audit',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'super-admins' },
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit-pages.js'), 'PlatformAuditPage'),
});

export const auditRoutes = [auditRoute, platformAuditRoute] as const;

export const auditNavigation: readonly NavigationEntry[] = [
  {
    to: '/audit',
    label: 'audit.title',
    icon: 'document',
    group: 'set-up',
    order: 40,
    audience: 'admins',
  },
  {
    to: '/platform/audit',
    label: 'audit.platform',
    icon: 'document',
    group: 'platform',
    order: 50,
    audience: 'super-admins',
  },
];
