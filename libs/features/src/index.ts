export * from './tag-table.js';
export * from './quality-assessor.js';
export * from './operating-state.js';
export * from './feature-set.js';
export * from './feature-windows.js';
