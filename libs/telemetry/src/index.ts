export * from './store/telemetry-store.js';
