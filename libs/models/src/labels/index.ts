export * from './failure.js';
export * from './failure-edges.js';
export * from './label-rows.js';
export * from './split-by-time.js';
export * from './score-events.js';
export * from './ranking.js';
