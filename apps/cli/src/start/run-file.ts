import { AppError, runFileSchema, type RunFile } from '@eagle/contracts/domain';
import { StateFolder } from './state-folder.js';

/**
 * The running platform's `run.json`.
 * @throws AppError `STATUS.NOT_RUNNING` (not-found) where nothing runs from this folder.
 */
export function readRunFile(home: string): RunFile {
  const state = StateFolder.at(home);
  const content = state.readJson('run.json');
  if (content === null || state.holder() === null) {
    throw new AppError('STATUS.NOT_RUNNING', `Nothing runs from ${state.root}: start it with "npm start".`);
  }
  return runFileSchema.parse(content);
}
