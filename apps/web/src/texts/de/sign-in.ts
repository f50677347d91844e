import type { TranslationOf } from '../catalogue.js';
import type { signIn as English } from '../en/sign-in.js';

export const signIn: TranslationOf<typeof English> = {
  'sign-in.title': 'Anmelden',
  'sign-in.email': 'E-Mail',
  'sign-in.password': 'Passwort',
  'sign-in.submit': 'Anmelden',
  'sign-in.wrong': 'E-Mail oder Passwort ist falsch.',
  'sign-in.later': 'Zu viele falsche Passwörter: in {seconds} s noch einmal versuchen.',
  'sign-in.unreachable': 'Die Plattform antwortet nicht. Nichts wurde geändert. Noch einmal versuchen.',
  'sign-in.ended.expired':
    'Ihre Anmeldung ist abgelaufen. Melden Sie sich neu an; Sie kommen dorthin zurück, wo Sie waren.',
  'sign-in.ended.ended': 'Ihre Anmeldung wurde beendet. Melden Sie sich neu an.',
  'sign-in.ended.withdrawn': 'Ihr Zugang wurde entzogen. Fragen Sie einen Administrator Ihrer Organisation.',
  'sign-in.ended.signed-out': 'Sie sind abgemeldet.',
  'sign-in.failed-tries':
    '{count, plural, one {Ein falsches Passwort wurde} other {# falsche Passwörter wurden}} seit Ihrer letzten Anmeldung an diesem Konto versucht.',
  'sign-in.demonstration': 'Konten der Demonstration',
  'sign-in.demonstration.meaning': 'Es gibt sie nur in dieser Demonstration.',
  'sign-in.again': 'Neu anmelden',
  'sign-in.again.meaning': 'Ihre Anmeldung ist abgelaufen. Was Sie eingegeben haben, bleibt erhalten.',
};
