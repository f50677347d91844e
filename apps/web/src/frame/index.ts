export { isFor, type Audience, type NavigationEntry, type NavigationGroup } from './feature.js';
export { Eagle } from './brand.js';
export { freshnessOf, type Freshness } from './freshness-of.js';
export { isTyping } from './go-keys.js';
export { NavigationContext, useNavigation } from './navigation-context.js';
export { NotFound } from './not-found.js';
export { useOrganization, type OrganizationFacts } from './organization-context.js';
export { PageFailed } from './page-failed.js';
export { frameRoute, rootRoute, startRoute, type RouterContext } from './routes.js';
