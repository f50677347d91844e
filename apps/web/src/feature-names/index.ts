export { meaningOf, type FeatureMeaning } from './feature-meaning.js';
export { featureText } from './feature-text.js';
export { shortLabels, shortNames } from './short-names.js';
