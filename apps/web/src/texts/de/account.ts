import type { TranslationOf } from '../catalogue.js';
import type { account as English } from '../en/account.js';

export const account: TranslationOf<typeof English> = {
  'account.title': 'Mein Konto',
  'account.who': 'Konto',
  'account.who.meaning': 'ein Administrator ändert es',
  'account.name': 'Name',
  'account.email': 'E-Mail',
  'account.role': 'Rolle',
  'account.organization': 'Organisation',
  'account.pages': 'Alle Seiten',
  'account.preferences': 'In diesem Browser',
  'account.preferences.meaning': 'jede Wahl gilt sofort',
  'account.theme.hint': 'Wie hier üblich: dunkel für Bediener, hell am Schreibtisch.',
  'account.density': 'Zeilenhöhe',
  'account.density.hint': 'Auf Touchscreens sind Zeilen so hoch, wie ein Finger braucht.',
  'account.density.regular': 'Normal',
  'account.density.compact': 'Eng',
  'account.sound': 'Alarmton',
  'account.sound.hint':
    'Ist er aus, ertönt in diesem Browser nichts, auch bei kritischen Alarmen. Jemand anderes in der Schicht muss ihn dann hören.',
  'account.single-keys': 'Einzelne Buchstaben sind Tastenkürzel',
  'account.single-keys.hint':
    'Schalten Sie sie aus, wenn Sie diktieren oder Buchstaben aus Versehen drücken. Strg K geht weiterhin.',
  'account.password': 'Passwort',
  'account.password.meaning': 'beim Ändern enden alle anderen Anmeldungen',
  'account.password.current': 'Aktuelles Passwort',
  'account.password.new': 'Neues Passwort',
  'account.password.hint':
    'Mindestens 15 Zeichen. Gut sind ein paar Wörter, die nichts miteinander zu tun haben.',
  'account.password.change': 'Passwort ändern',
  'account.password.done': 'Das Passwort ist geändert. Jede andere Anmeldung ist beendet.',
  'account.failed': 'Nichts wurde geändert.',
  'account.sign-ins': 'Wo Sie angemeldet sind',
  'account.sign-ins.meaning': 'melden Sie ab, was Sie nicht kennen',
  'account.sign-ins.previous': 'Letzte Anmeldung: {at} von {address} (vor {age}).',
  'account.sign-ins.first': 'Dies ist Ihre erste Anmeldung.',
  'account.sign-ins.device': '{browser} auf {system}',
  'account.sign-ins.this': 'Dieser',
  'account.sign-ins.since': '{address}, seit {begun}, zuletzt vor {age} benutzt',
  'account.sign-ins.end-one': 'Abmelden',
  'account.sign-ins.end-of': '{device} abmelden, seit {begun}',
  'account.sign-ins.end-others': 'Alle anderen abmelden',
  'account.sign-ins.done':
    '{count, plural, =0 {Keine andere Anmeldung war offen.} one {# Anmeldung ist beendet.} other {# Anmeldungen sind beendet.}}',
  'account.sign-ins.more': 'Mehr',
  'account.sign-ins.end':
    'Das sind alle: {count, plural, one {# offene Anmeldung} other {# offene Anmeldungen}}.',
};
