/** What an asset is made of. */
export const fieldAssets = {
  'field-assets.assetId': 'Id',
  'field-assets.assetId.effect': 'Letters, digits, hyphens and underscores. History, alerts and the feed refer to it, so it stays.',
  'field-assets.name': 'Name',
  'field-assets.name.effect': 'What people call it on every page.',
  'field-assets.kind': 'Kind',
  'field-assets.kind.effect': 'For example furnace or pump; assets are grouped by it.',
  'field-assets.attributes': 'Properties',
  'field-assets.attributes.effect': 'Constants that models may use: see the features in the settings.',
} as const;
