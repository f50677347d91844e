import { AppError } from '@eagle/contracts/domain';

const SHOWN_MAX = 60;

/** What is wrong with a recording, in one sentence for the person who gave it. */
export function badRecording(what: string): AppError {
  return new AppError('RECORDING.INVALID', `The recording cannot be used: ${what}.`);
}

/** A piece of somebody's file in quotes: never long, and without anything that a terminal would act on. */
export function shown(text: string): string {
  const short = text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
  return `"${short.replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}
