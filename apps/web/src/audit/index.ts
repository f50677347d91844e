import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute, type NavigationEntry } from '../frame/index.js';
import { auditSearch } from './audit-search.js';

const FILTERS = ['who', 'action', 'from', 'to'] as const;

const auditRoute = createRoute({
  path: '/audit',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins', filters: FILTERS },
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit-pages.js'), 'OrganizationAuditPage'),
});

const platformAuditRoute = createRoute({
  path: '/platform/audit',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'super-admins', filters: FILTERS },
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
