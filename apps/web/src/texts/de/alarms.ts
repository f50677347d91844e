import type { TranslationOf } from '../catalogue.js';
import type { alarms as English } from '../en/alarms.js';

export const alarms: TranslationOf<typeof English> = {
  'alarms.title': 'Alarme',
};
