export const wall = {
  'wall.title': 'Wall',
} as const;
