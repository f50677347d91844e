import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/index.js';

const onboardingRoute = createRoute({
  path: '/connect/$step',
  getParentRoute: () => frameRoute,
  staticData: { audience: 'super-admins' },
  component: lazyRouteComponent(() => import('./onboarding-page.js'), 'OnboardingPage'),
});

export const onboardingRoutes = [onboardingRoute] as const;
