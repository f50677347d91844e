import { accountNavigation, accountRoutes } from './account/index.js';
import { alarmsNavigation, alarmsRoutes } from './alarms/index.js';
import { assetsNavigation, assetsRoutes, assetWallRoutes } from './assets/index.js';
import { auditNavigation, auditRoutes } from './audit/index.js';
import { configurationNavigation, configurationRoutes } from './configuration/index.js';
import { feedsNavigation, feedsRoutes } from './feeds/index.js';
import { frameRoute, type NavigationEntry, rootRoute, startRoute } from './frame/index.js';
import { modelsNavigation, modelsRoutes } from './models/index.js';
import { onboardingRoutes } from './onboarding/index.js';
import { invitationRoutes, peopleNavigation, peopleRoutes } from './people/index.js';
import { platformNavigation, platformRoutes } from './platform/index.js';
import { rulesNavigation, rulesRoutes } from './rules/index.js';
import { signInRoutes } from './sign-in/index.js';
import { wallRoutes } from './wall/index.js';

/** Every page of the control room; each feature brings its own. */
export const routeTree = rootRoute.addChildren([
  frameRoute.addChildren([
    startRoute,
    ...alarmsRoutes,
    ...assetsRoutes,
    ...modelsRoutes,
    ...feedsRoutes,
    ...rulesRoutes,
    ...configurationRoutes,
    ...peopleRoutes,
    ...auditRoutes,
    ...accountRoutes,
    ...platformRoutes,
    ...onboardingRoutes,
  ]),
  ...signInRoutes,
  ...invitationRoutes,
  ...wallRoutes,
  ...assetWallRoutes,
]);

export const navigation: readonly NavigationEntry[] = [
  ...alarmsNavigation,
  ...assetsNavigation,
  ...modelsNavigation,
  ...feedsNavigation,
  ...rulesNavigation,
  ...configurationNavigation,
  ...peopleNavigation,
  ...auditNavigation,
  ...accountNavigation,
  ...platformNavigation,
];
