import type { FeedTest } from '../api-types.js';
import { stagesOf } from './test-stages.js';

const facts = { version: '17.2', mayWrite: false, clockAheadMs: 40 };
const works: FeedTest = { ok: true, problem: 'none', reason: 'The connection works.', latencyMs: 3, facts };
const statesOf = (test: FeedTest): readonly string[] => stagesOf(test).map(({ state }) => state);

describe('the stages of a test', () => {
  test('are all good for a reader with the right clock', () => {
    expect(statesOf(works)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  test('end at the first that failed', () => {
    const failed = { ...works, ok: false, facts: null };
    expect(statesOf({ ...failed, problem: 'unreachable' })).toEqual([
      'failed',
      'not-tried',
      'not-tried',
      'not-tried',
    ]);
    expect(statesOf({ ...failed, problem: 'wrong-credentials' })).toEqual([
      'ok',
      'failed',
      'not-tried',
      'not-tried',
    ]);
  });

  test('remark on a user that may write and on a clock that is wrong', () => {
    expect(statesOf({ ...works, facts: { ...facts, mayWrite: true, clockAheadMs: -90_000 } })).toEqual([
      ...['ok', 'ok', 'remark', 'remark'],
    ]);
  });

  test('are unknown where the server does not say', () => {
    expect(statesOf({ ...works, facts: null })).toEqual(['ok', 'ok', 'unknown', 'unknown']);
  });
});
