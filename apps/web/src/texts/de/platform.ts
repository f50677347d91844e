import type { TranslationOf } from '../catalogue.js';
import type { platform as English } from '../en/platform.js';

export const platform: TranslationOf<typeof English> = {
  'platform.title': 'Organisationen',
};
