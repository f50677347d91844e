import type { TranslationOf } from '../catalogue.js';
import type { tour as English } from '../en/tour.js';

export const tour: TranslationOf<typeof English> = {
  'tour.step': '{step, number} von {steps, number}',
  'tour.next': 'Weiter',
  'tour.back': 'Zurück',
  'tour.done': 'Fertig',
  'tour.leave': 'Rundgang verlassen',
  'tour.counts.title': 'Was ansteht',
  'tour.counts':
    'Vier Prioritäten, jede mit Form, Buchstabe und Farbe: wie viele auf Sie warten, von allen, die anstehen. Sie sind auf jeder Seite.',
  'tour.list.title': 'Worauf Sie schauen',
  'tour.list':
    'Unquittierte Alarme stehen zuerst, dann nach Priorität. J und K gehen durch die Liste, Enter öffnet einen. Unter Ihrem Zeiger bewegt sich keine Zeile.',
  'tour.prediction.title': 'Was bald ausfällt',
  'tour.prediction':
    'Ein gestrichelter violetter Ring ist eine Vorhersage. Öffnen Sie sie: wann, wie sicher, was jetzt zu tun ist und warum.',
  'tour.acknowledge.title': 'Sagen, dass Sie sich kümmern',
  'tour.acknowledge':
    'Hier steht der dringendste. A quittiert den geöffneten Alarm, R schließt ihn mit einem Satz ab.',
  'tour.freshness.title': 'Wie alt das ist',
  'tour.freshness': 'Das Alter der neuesten Daten. Ohne Verbindung sagt ein schwarzer Balken, seit wann.',
  'tour.commands.title': 'Mit zwei Tasten überallhin',
  'tour.commands': 'Strg K führt zu jeder Seite. Ein Fragezeichen zeigt die Tasten der Liste.',
};
