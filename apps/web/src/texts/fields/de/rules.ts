import type { TranslationOf } from '../../catalogue.js';
import type { rules as English } from '../en/rules.js';

export const rules: TranslationOf<typeof English> = {
  'rules.id': 'Kennung',
  'rules.title': 'Titel',
  'rules.title.effect': 'Die erste Zeile des Alarms.',
  'rules.component': 'Komponente',
  'rules.component.effect': 'Das Teil, das ausfällt. Alarme einer Komponente und einer Art sind ein Alarm.',
  'rules.kind': 'Art der Störung',
  'rules.kind.effect':
    'Ein kurzes Wort in Kleinbuchstaben. Zwei Regeln einer Komponente und einer Art ergeben einen Alarm.',
  'rules.enabled': 'An',
  'rules.type': 'Art der Regel',
  'rules.onDelayMs': 'Alarm nach',
  'rules.onDelayMs.effect':
    'Wie lange die Bedingung gelten muss, bevor der Alarm gemeldet wird. 0: mit der ersten Zeile. Eine längere Zeit übergeht kurze Spitzen und warnt später.',
  'rules.offDelayMs': 'Endet nach',
  'rules.offDelayMs.effect':
    'Wie lange sie vorbei sein muss, bevor der Alarm endet. 0: mit der ersten Zeile. Eine längere Zeit verhindert, dass ein schwankender Wert immer wieder meldet.',
  'rules.states': 'Nur solange',
  'rules.states.effect':
    'Betriebszustände, in denen die Regel gilt; keiner: in jedem. In anderen Zuständen wird ihr Alarm zurückgezogen.',
  'rules.recommendedAction': 'Maßnahme',
  'rules.recommendedAction.effect': 'Steht als Maßnahme im Alarm.',
  'rules.tag': 'Signal',
  'rules.setValueTag': 'Sollwert',
  'rules.setValueTag.effect': 'Der Abstand wird von diesem Signal aus gemessen.',
  'rules.direction': 'Richtung',
  'rules.direction:both': 'darüber und darunter',
  'rules.direction:above': 'über dem Sollwert',
  'rules.direction:below': 'unter dem Sollwert',
  'rules.side': 'Seite',
  'rules.side:high': 'zu hoch',
  'rules.side:low': 'zu niedrig',
  'rules.bands': 'Grenzwerte',
  'rules.bands.effect': 'Jede Priorität ab ihrem Grenzwert. Die schlimmste, die gilt, zählt.',
  'rules.bands.severity': 'Priorität',
  'rules.bands.severity:critical': 'Kritisch',
  'rules.bands.severity:high': 'Hoch',
  'rules.bands.severity:medium': 'Mittel',
  'rules.bands.severity:low': 'Niedrig',
  'rules.bands.from': 'Ab',
  'rules.deadband': 'Ende vor dem Grenzwert um',
  'rules.deadband.effect':
    'Wie weit der Wert hinter den Grenzwert zurückgehen muss, bevor er als vorbei gilt. 0: am Grenzwert selbst.',
  'rules.severity': 'Priorität',
  'rules.severity:critical': 'Kritisch',
  'rules.severity:high': 'Hoch',
  'rules.severity:medium': 'Mittel',
  'rules.severity:low': 'Niedrig',
  'rules.standingAfterMs': 'Dauermeldung nach',
  'rules.standingAfterMs.effect':
    'Eine Meldung, die länger ansteht, wird angezeigt und nicht wieder gemeldet, bis sie einmal weg war.',
  'rules.standingAfterMs.off': 'Nie',
  'rules.afterMs': 'Stille',
  'rules.afterMs.effect': 'Wie lange eine Anlage nichts senden darf.',
};
