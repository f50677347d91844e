export { compactModel } from './compact-model.js';
export { ModelSession, type ModelShape } from './model-session.js';
export { readModelFile, type AskForPiece } from './read-model-file.js';
