export * from './bundle/manifest.js';
export * from './bundle/check-bundle.js';
export * from './bundle/artifact-path.js';
export * from './bundle/golden.js';
export * from './confidence/confidence.js';
export * from './explanation/ablation.js';
export * from './labels/index.js';
