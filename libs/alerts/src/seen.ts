import type { Cause } from './cause.js';
import { isWorse } from './severity.js';

/**
 * Whether no person has seen the cause in its present form: it is new or worse since a person
 * acknowledged or ended the alert.
 */
export const isNews = ({ severity, seen }: Cause): boolean => seen === null || isWorse(severity, seen);

/** The cause, marked as seen by a person. */
export const asSeen = (cause: Cause): Cause => (isNews(cause) ? { ...cause, seen: cause.severity } : cause);
