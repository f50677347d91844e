export * from './split-by-time.js';
export * from './split-plan.js';
export * from './asset-folds.js';
export * from './plan-split.js';
