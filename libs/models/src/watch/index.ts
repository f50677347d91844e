export * from './model-use.js';
export * from './watch-models.js';
