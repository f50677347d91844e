import { AppError } from '@eagle/contracts/domain';

const SHOWN_MAX = 60;

/** Makes an error that says what is wrong with a recording, in one sentence for its user. */
export function badRecording(what: string): AppError {
  return new AppError('RECORDING.INVALID', `The recording cannot be used: ${what}.`);
}

/** A piece of a user's file in quotes: never long, and without terminal control characters. */
export function shown(text: string): string {
  const short = text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
  return `"${short.replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}
