import type { TranslationOf } from '../catalogue.js';
import type { undo as English } from '../en/undo.js';

export const undo: TranslationOf<typeof English> = {
  'undo.by-key': 'Rückgängig (Z)',
  'undo.key': 'Rückgängig',
  'undo.done': 'Rückgängig gemacht.',
  'undo.too-late': 'Es ist schon gesendet.',
  'undo.other-page': 'Das war auf einer anderen Seite: Nichts wurde rückgängig gemacht.',
  'undo.filter': 'Der Filter ist geändert.',
  'undo.preference.theme': 'Das Farbschema ist geändert.',
  'undo.preference.density': 'Die Höhe der Zeilen ist geändert.',
  'undo.preference.language': 'Die Sprache ist geändert.',
  'undo.preference.sound': 'Der Alarmton ist geändert.',
  'undo.preference.single-keys': 'Die einzelnen Tasten sind geändert.',
  'undo.saved-over':
    'Jemand anders hat es inzwischen geändert: Nichts wurde rückgängig gemacht. Der Verlauf enthält den früheren Stand.',
  'undo.failed': 'Es konnte nicht rückgängig gemacht werden: {reason}',
};
