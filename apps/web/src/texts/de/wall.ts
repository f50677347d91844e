import type { TranslationOf } from '../catalogue.js';
import type { wall as English } from '../en/wall.js';

export const wall: TranslationOf<typeof English> = {
  'wall.title': 'Wand',
};
