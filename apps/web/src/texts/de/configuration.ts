import type { TranslationOf } from '../catalogue.js';
import type { configuration as English } from '../en/configuration.js';

export const configuration: TranslationOf<typeof English> = {
  'configuration.title': 'Einstellungen',
};
