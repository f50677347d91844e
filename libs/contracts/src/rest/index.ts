export * from './organization-input.js';
export * from './quarantine.js';
