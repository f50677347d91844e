import type { TranslationOf } from '../catalogue.js';
import type { fieldAssets as English } from '../en/field-assets.js';

export const fieldAssets: TranslationOf<typeof English> = {
  'field-assets.assetId': 'Id',
  'field-assets.assetId.effect':
    'Buchstaben, Ziffern, Bindestriche und Unterstriche. Vergangenheit, Alarme und Datenquelle beziehen sich darauf, darum bleibt sie.',
  'field-assets.name': 'Name',
  'field-assets.name.effect': 'So heißt sie auf jeder Seite.',
  'field-assets.kind': 'Art',
  'field-assets.kind.effect': 'Etwa Ofen oder Pumpe; danach werden Anlagen gruppiert.',
  'field-assets.attributes': 'Eigenschaften',
  'field-assets.attributes.effect': 'Konstanten, die Modelle nutzen können: siehe die Merkmale in den Einstellungen.',
};
