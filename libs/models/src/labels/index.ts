export * from './failure.js';
export * from './failure-edges.js';
export * from './label-rows.js';
