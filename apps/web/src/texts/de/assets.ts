import type { TranslationOf } from '../catalogue.js';
import type { assets as English } from '../en/assets.js';

export const assets: TranslationOf<typeof English> = {
  'assets.title': 'Anlagen',
};
