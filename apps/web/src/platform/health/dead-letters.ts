import { byNewest, type DeadLetter, newestOf } from '../../dead-letters/index.js';

/** Messages that one reader could not use, for one reason. */
export interface DeadLetterGroup {
  readonly code: string;
  readonly consumer: string;
  readonly count: number;
  /** The newest one says why. */
  readonly newest: DeadLetter;
}

const keyOf = ({ code, consumer }: DeadLetter): string => `${code} ${consumer}`;

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
