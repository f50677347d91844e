export const configuration = {
  'configuration.title': 'Settings',
} as const;
