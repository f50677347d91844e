import type { TranslationOf } from '../catalogue.js';
import type { wall as English } from '../en/wall.js';

export const wall: TranslationOf<typeof English> = {
  'wall.title': 'Großanzeige',
  'wall.alerts': 'Unquittiert {unacknowledged, number} von {active, number}',
  'wall.more': '{count, plural, one {# weiterer} other {# weitere}}',
  'wall.empty': 'Keine aktiven Alarme',
  'wall.new': 'Neu',
  'wall.acknowledged': 'Quittiert',
  'wall.cleared': 'Gegangen',
  'wall.time-left': '{minutes} min ({low}–{high})',
  'wall.soon': 'in höchstens 2 min',
  'wall.due': 'fällig seit {at}',
  'wall.assets': 'Anlagen, die dringendsten zuerst',
  'wall.no-view': 'Diese Ansicht gibt es nicht. Eine Großanzeige zeigt Alarme, die Flotte oder eine Anlage.',
  'wall.not-live': 'Nicht aktuell seit {since}.',
  'wall.not-live.meaning': 'Das ist der Stand von damals.',
};
