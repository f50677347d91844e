import type { TranslationOf } from '../catalogue.js';
import type { featureNames as English } from '../en/feature-names.js';

export const featureNames: TranslationOf<typeof English> = {
  'feature-names.value': '{tag}',
  'feature-names.ago': '{tag}: vor {window}',
  'feature-names.std': '{tag}: unruhig über {window}',
  'feature-names.steady': '{tag}: ruhig über {window}',
  'feature-names.mean': '{tag}: Mittelwert über {window}',
  'feature-names.min': '{tag}: kleinster Wert in {window}',
  'feature-names.max': '{tag}: größter Wert in {window}',
  'feature-names.range': '{tag}: Spanne über {window}',
  'feature-names.rate': '{tag}: Anteil an {window}',
  'feature-names.count': '{tag}: Anzahl in {window}',
  'feature-names.deviation': '{tag}: Abstand zum Sollwert',
  'feature-names.slope': '{tag}: Anstieg über {window}',
  'feature-names.ewm': '{tag}: Mittelwert von etwa {window}',
  'feature-names.time-in-state': 'Zeit im jetzigen Betriebszustand',
  'feature-names.event-count': 'Code {tag} im Protokoll: Anzahl in {window}',
  'feature-names.event-since': 'Code {tag} im Protokoll: Zeit seit dem letzten',
  'feature-names.maintenance-since': '{tag}: Zeit seit der letzten Arbeit daran',
  'feature-names.attribute': 'Eigenschaft der Anlage: {tag}',
  'feature-names.against.usual': '{text}, gegen das übliche Niveau',
  'feature-names.against.first': '{text}, gegen den Beginn des Laufs',
  'feature-names.against.fleet': '{text}, gegen die anderen Anlagen',
};
