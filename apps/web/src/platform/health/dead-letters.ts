import type { Reply } from '../../api/index.js';

export type DeadLetter = Reply<'/api/v1/dead-letters', 'get'>['items'][number];

/** Messages that one reader could not use, for one reason. */
export interface DeadLetterGroup {
  readonly code: string;
  readonly consumer: string;
  readonly count: number;
  /** The newest one says why. */
  readonly newest: DeadLetter;
}

const keyOf = ({ code, consumer }: DeadLetter): string => `${code} ${consumer}`;
const storedMs = ({ storedAt }: DeadLetter): number => Date.parse(storedAt);

/** Groups by reason and reader, the one with the newest message first. */
export function groupsOf(letters: readonly DeadLetter[]): DeadLetterGroup[] {
  return [...Map.groupBy(letters, keyOf).values()]
    .flatMap((group) => {
      const newest = newestOf(group);
      return newest === null
        ? []
        : [{ code: newest.code, consumer: newest.consumer, count: group.length, newest }];
    })
    .toSorted((a, b) => byNewest(a.newest, b.newest));
}

const byNewest = (a: DeadLetter, b: DeadLetter): number =>
  storedMs(b) - storedMs(a) || b.sequence - a.sequence;

export const newestFirst = (letters: readonly DeadLetter[]): DeadLetter[] => letters.toSorted(byNewest);

export const newestOf = (letters: readonly DeadLetter[]): DeadLetter | null =>
  letters.reduce<DeadLetter | null>(
    (newest, letter) => (newest === null || storedMs(letter) >= storedMs(newest) ? letter : newest),
    null,
  );
