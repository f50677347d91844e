import type { TranslationOf } from '../catalogue.js';
import type { priority as English } from '../en/priority.js';

export const priority: TranslationOf<typeof English> = {
  'priority.critical': 'Kritisch',
  'priority.high': 'Hoch',
  'priority.medium': 'Mittel',
  'priority.low': 'Niedrig',
  'priority.number':
    '{count, number} {priority, select, critical {kritisch} high {hoch} medium {mittel} other {niedrig}}',
  'priority.state.unacknowledged': 'unquittiert',
  'priority.state.acknowledged': 'quittiert',
  'priority.state.cleared': 'gegangen',
  'priority.state.held': 'zurückgehalten',
  'priority.predicted': 'vorhergesagt',
  'priority.joined': 'vorhergesagt, dann erkannt',
};
