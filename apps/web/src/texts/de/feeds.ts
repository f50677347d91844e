import type { TranslationOf } from '../catalogue.js';
import type { feeds as English } from '../en/feeds.js';

export const feeds: TranslationOf<typeof English> = {
  'feeds.title': 'Datenquellen und Qualität',
};
