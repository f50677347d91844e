/** Key of the configuration that the wizard began with. */
export const CONFIG_KEY = ['onboarding', 'config'] as const;
