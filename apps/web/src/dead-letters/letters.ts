import type { Query, Reply } from '../api/index.js';

export type DeadLetter = Reply<'/api/v1/dead-letters', 'get'>['items'][number];
type Noun = NonNullable<Query<'/api/v1/dead-letters', 'get'>['noun']>;

/** First word of the key of every list of them: sending one again changes them. */
export const DEAD_LETTERS = 'dead-letters';

/** Rows of a source are left out: they are in the quarantine of their feed, and are not sent again. */
export const NOUNS: readonly Noun[] = [
  ...(['scans', 'features', 'predictions', 'shadow', 'alerts', 'events', 'models'] as const),
];

const storedMs = ({ storedAt }: DeadLetter): number => Date.parse(storedAt);

export const byNewest = (a: DeadLetter, b: DeadLetter): number =>
  storedMs(b) - storedMs(a) || b.sequence - a.sequence;

export const newestFirst = (letters: readonly DeadLetter[]): DeadLetter[] => letters.toSorted(byNewest);

export const newestOf = (letters: readonly DeadLetter[]): DeadLetter | null =>
  letters.reduce<DeadLetter | null>(
    (newest, letter) => (newest === null || storedMs(letter) >= storedMs(newest) ? letter : newest),
    null,
  );
