export * from './tag-table.js';
export * from './quality-assessor.js';
export * from './operating-state.js';
export {
  presentValueNames,
  type FeatureInput,
  type FeatureLayout,
  type FeatureParts,
} from './feature-layout.js';
export { defineFeatureSet, type FeatureSet } from './feature-set.js';
export * from './feature-windows.js';
export type { AssetLogEntry } from './log-entry-features.js';
export * from './fleet-state.js';
export * from './asset-features.js';
export * from './suggest-features.js';
