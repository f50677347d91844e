import type { TranslationOf } from '../catalogue.js';
import type { states as English } from '../en/states.js';

export const states: TranslationOf<typeof English> = {
  'states.loading': 'Wird geladen',
  'states.try-now': 'Jetzt versuchen',
  'states.clear-filters': 'Filter löschen',
  'states.filtered-to-nothing': 'Nichts passt zu {filters}.',
  'states.failed': 'Das konnte nicht gelesen werden.',
  'states.correlation': 'Nummer der Anfrage: {id}',
  'states.copy': 'Kopieren',
  'states.copied': 'Kopiert',
  'states.not-copied': 'Der Browser erlaubt das Kopieren hier nicht. Der Verweis steht in der Adresszeile.',
  'states.not-found': 'Diese Seite gibt es nicht.',
  'states.not-found.meaning': 'Die Adresse ist veraltet oder falsch geschrieben.',
  'states.not-found.home': 'Zur Startseite',
  'states.no-right': 'Diese Seite ist für {who}.',
  'states.no-right.meaning': 'Sie sind angemeldet als {role}.',
  'states.no-right.admins': 'Administratoren der Organisation',
  'states.no-right.super-admins': 'Administratoren der Plattform',
  'states.no-right.members': 'Personen einer Organisation',
  'states.larger-screen': 'Zum Ändern auf einem größeren Bildschirm öffnen.',
  'states.page-failed': 'Diese Seite funktioniert nicht mehr.',
  'states.page-failed.meaning': 'Alles andere läuft weiter. Was hier eingegeben wurde, ist verloren.',
  'states.reload': 'Neu laden',
  'states.close': 'Schließen',
  'states.cancel': 'Abbrechen',
  'states.undo': 'Rückgängig',
};
