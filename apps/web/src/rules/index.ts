import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceParam, listParam, presentParams, textParam } from '../address/index.js';
import { frameRoute, type NavigationEntry } from '../frame/index.js';
import { RULE_ORDERS, RULE_TYPES, type RulesSearch } from './rules-search.js';

const rulesRoute = createRoute({
  path: '/rules',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins', filters: ['find', 'severity', 'type', 'state'] },
  validateSearch: (search: Record<string, unknown>): RulesSearch =>
    presentParams({
      find: textParam(search, 'find'),
      severity: listParam(search, 'severity')?.join(','),
      type: choiceParam(search, 'type', RULE_TYPES),
      state: choiceParam(search, 'state', ['on', 'off', 'unsaved']),
      order: choiceParam(search, 'order', RULE_ORDERS),
    }),
  component: lazyRouteComponent(() => import('./rules-page.js'), 'RulesPage'),
});

export interface RuleSearch {
  /** The asset whose values stand beside the limits. */
  readonly asset?: string;
}

const ruleRoute = createRoute({
  path: '/rules/$ruleId',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'admins' },
  validateSearch: (search: Record<string, unknown>): RuleSearch =>
    presentParams({ asset: textParam(search, 'asset') }),
  component: lazyRouteComponent(() => import('./rule-page.js'), 'RulePage'),
});

export const rulesRoutes = [rulesRoute, ruleRoute] as const;

export const rulesNavigation: readonly NavigationEntry[] = [
  {
    to: '/rules',
    label: 'rules.title',
    icon: 'sliders',
    group: 'improve',
    order: 20,
    audience: 'admins',
    key: 'r',
  },
];
