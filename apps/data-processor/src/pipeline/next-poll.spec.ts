import { nextPollAtMs, type PollReasons } from './next-poll.js';

const AT_MS = 1_000_000;
const QUIET: PollReasons = {
  pollIntervalMs: 60_000,
  isUnheard: false,
  lookAgainInMs: null,
  groupDueMs: null,
};

test('the source is polled at its interval, and earlier where something is due earlier', () => {
  expect(nextPollAtMs(AT_MS, QUIET)).toBe(AT_MS + 60_000);
  expect(nextPollAtMs(AT_MS, { ...QUIET, lookAgainInMs: 20_000 })).toBe(AT_MS + 20_000);
  expect(nextPollAtMs(AT_MS, { ...QUIET, groupDueMs: AT_MS + 700 })).toBe(AT_MS + 700);
  expect(nextPollAtMs(AT_MS, { ...QUIET, lookAgainInMs: 90_000, groupDueMs: AT_MS + 70_000 })).toBe(
    AT_MS + 60_000,
  );
});

test('a source that is not heard is polled every five seconds, or as often as configured', () => {
  expect(nextPollAtMs(AT_MS, { ...QUIET, isUnheard: true })).toBe(AT_MS + 5_000);
  expect(nextPollAtMs(AT_MS, { ...QUIET, isUnheard: true, pollIntervalMs: 1_000 })).toBe(AT_MS + 1_000);
});
