export const platform = {
  'platform.title': 'Organizations',
} as const;
