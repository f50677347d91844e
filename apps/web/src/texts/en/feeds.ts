export const feeds = {
  'feeds.title': 'Feeds and quality',
} as const;
