import type { TranslationOf } from '../../catalogue.js';
import type { assets as English } from '../en/assets.js';

export const assets: TranslationOf<typeof English> = {
  'assets.assetId': 'Kennung',
  'assets.assetId.effect':
    'Buchstaben, Ziffern, Bindestriche und Unterstriche. Historie, Alarme und Datenquelle beziehen sich darauf, darum bleibt sie.',
  'assets.name': 'Name',
  'assets.name.effect': 'So heißt sie auf jeder Seite.',
  'assets.kind': 'Art',
  'assets.kind.effect': 'Etwa Ofen oder Pumpe; danach werden Anlagen gruppiert.',
  'assets.attributes': 'Eigenschaften',
  'assets.attributes.effect':
    'Konstanten, die Modelle nutzen können: siehe die Merkmale in den Einstellungen.',
};
