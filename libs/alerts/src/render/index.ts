import { cutText, type Alert, type AlertCauseView, type AlertView } from '@eagle/contracts/domain';
import { english } from './english.js';
import type { Language } from './language.js';

export { english } from './english.js';
export { german } from './german.js';
export type { Language, ShownFacts } from './language.js';

/** Longest title or text of a cause that is shown. */
export const SENTENCE_CHARACTERS_MAX = 2_000;

/**
 * An alert with the sentences rendered from its facts. Pure, and without Node, so that a browser
 * can do the same in its reader's language.
 */
export function viewOf(alert: Alert, language: Language = english): AlertView {
  const causes = alert.causes.map((cause): AlertCauseView => ({
    ...cause,
    title: cutText(language.titleOf(cause.facts), SENTENCE_CHARACTERS_MAX),
    text: cutText(language.textOf(cause.facts), SENTENCE_CHARACTERS_MAX),
  }));
  return {
    ...alert,
    causes,
    title: causes[0]?.title ?? alert.component,
    message: causes.map(({ text }) => text).join(' '),
  };
}
