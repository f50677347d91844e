export const assets = {
  'assets.title': 'Assets',
} as const;
