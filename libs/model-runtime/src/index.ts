export { compactModel } from './compact-model.js';
export { ModelSession, quickAnswerOf, type ModelShape, type QuickAnswer } from './model-session.js';
export { readModelFile, type AskForPiece } from './read-model-file.js';
