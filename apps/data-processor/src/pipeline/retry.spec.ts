import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import { retryMs } from './retry.js';

const delays = (error: unknown): number[] => [0, 1, 2, 30].map((attempt) => retryMs(error, attempt, 1));

describe('trying again', () => {
  test('backs off, up to a limit that depends on the problem', () => {
    const unreachable = new AppError('FEED.UNREACHABLE', 'Away.');
    assert.deepEqual(delays(unreachable), [200, 400, 800, 5_000]);
    for (const code of [
      'FEED.WRONG_CREDENTIALS',
      'FEED.INSECURE_CONNECTION',
      'FEED.SOURCE_MISBEHAVES',
    ] as const)
      assert.deepEqual(delays(new AppError(code, 'No.')), [200, 400, 800, 30_000]);
    assert.deepEqual(delays(new Error('bus')), [200, 400, 800, 2_000]);
  });

  test('is spread at random over half of its delay', () => {
    assert.equal(retryMs(new Error('bus'), 1, 0), 200);
  });
});
