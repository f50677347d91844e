export const onboarding = {
  'onboarding.title': 'Connect a plant',
} as const;
