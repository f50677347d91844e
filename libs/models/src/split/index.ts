export * from './split-by-time.js';
