export { ModelSession, type ModelShape } from './model-session.js';
