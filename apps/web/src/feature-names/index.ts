export { meaningOf, type FeatureMeaning } from './feature-meaning.js';
export { featureText } from './feature-text.js';
