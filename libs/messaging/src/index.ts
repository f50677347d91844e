export type * from './bus.types.js';
