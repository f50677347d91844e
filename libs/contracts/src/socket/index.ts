export * from './messages.js';
export * from './telemetry-tail.js';
