import type { Cause } from './cause.js';
import { isWorse } from './severity.js';

/** Whether a cause is something that no person has seen: it came, or became worse, since somebody acknowledged or ended the alert. */
export const isNews = ({ severity, seen }: Cause): boolean => seen === null || isWorse(severity, seen);

/** The cause once a person has seen it as it is. */
export const asSeen = (cause: Cause): Cause => (isNews(cause) ? { ...cause, seen: cause.severity } : cause);
