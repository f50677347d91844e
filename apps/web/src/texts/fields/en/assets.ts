/** What an asset is made of. */
export const assets = {
  'assets.assetId': 'Id',
  'assets.assetId.effect':
    'Letters, digits, hyphens and underscores. History, alerts and the feed refer to it, so it stays.',
  'assets.name': 'Name',
  'assets.name.effect': 'What people call it on every page.',
  'assets.kind': 'Kind',
  'assets.kind.effect': 'For example furnace or pump; assets are grouped by it.',
  'assets.attributes': 'Properties',
  'assets.attributes.effect': 'Constants that models may use: see the features in the settings.',
} as const;
