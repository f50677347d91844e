import { AppError } from '@eagle/contracts';

/** What is wrong with a recording, in one sentence for the person who gave it. */
export function badRecording(what: string): AppError {
  return new AppError('RECORDING.INVALID', 'invalid', `The recording cannot be used: ${what}.`);
}
