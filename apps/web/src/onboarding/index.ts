import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceParam, presentParams } from '../address/index.js';
import { frameRoute } from '../frame/index.js';
import { type Step, STEPS } from './steps/wizard-steps.js';

export interface OnboardingSearch {
  /** The step that somebody wanted, which needs the one that is shown. */
  readonly wanted?: Step;
}

const onboardingRoute = createRoute({
  path: '/connect/$step',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'any-admins' },
  validateSearch: (search: Record<string, unknown>): OnboardingSearch =>
    presentParams({ wanted: choiceParam(search, 'wanted', STEPS) }),
  component: lazyRouteComponent(() => import('./onboarding-page.js'), 'OnboardingPage'),
});

export const onboardingRoutes = [onboardingRoute] as const;
