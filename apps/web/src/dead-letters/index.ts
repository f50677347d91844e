/** Messages that no reader could use, and sending one of them again. */
export { byNewest, DEAD_LETTERS, type DeadLetter, newestFirst, newestOf, NOUNS } from './letters.js';
export { useReplay } from './use-replay.js';
