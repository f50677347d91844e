/** Actions that leave a sentence behind. */
export type SentenceKind = 'resolve' | 'dismiss' | 'note';

/** Under which a sentence about alerts is kept while it is typed. */
export const keptAs = (kind: SentenceKind, alertIds: readonly string[]): string =>
  ['alarms', kind, ...alertIds].join(' ');
