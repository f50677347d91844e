import type { TranslationOf } from '../catalogue.js';
import type { models as English } from '../en/models.js';

export const models: TranslationOf<typeof English> = {
  'models.title': 'Modelle',
};
