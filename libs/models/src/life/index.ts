export * from './follow-pointer.js';
export * from './last-good-version.js';
export * from './steps.js';
export * from './version-record.js';
