import type { TranslationOf } from '../catalogue.js';
import type { scheduleWords as English } from '../en/schedule-words.js';

export const scheduleWords: TranslationOf<typeof English> = {
  'schedule-words.daily': 'Jeden Tag um {times}',
  'schedule-words.weekly': 'Jeden {days} um {times}',
  'schedule-words.range': '{from} bis {to} um {times}',
  'schedule-words.month-day': '{day}.',
  'schedule-words.monthly': '{count, plural, one {Am {days}} other {Am {days}}} jedes Monats um {times}',
};
