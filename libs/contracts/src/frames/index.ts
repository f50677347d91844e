export * from './codec.js';
export * from './columns.js';
export * from './quality.js';
export * from './scan-batch.js';
export * from './feature-frame.js';
export * from './features-flush.js';
export * from './prediction-frame.js';
