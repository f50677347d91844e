import assert from 'node:assert/strict';
import { halfOfTheTime, REST_MS_MAX } from './loading-pace.js';

test('a load pauses as long as it worked since its last pause, up to a limit', async () => {
  let nowMs = 1_000;
  const rested: number[] = [];
  const pace = halfOfTheTime({
    nowMs: () => nowMs,
    wait: (ms) => {
      rested.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
  });
  for (const workedMs of [8, 3, 0, 500]) {
    nowMs += workedMs;
    await pace.rest();
  }
  assert.deepEqual(rested, [8, 3, 0, REST_MS_MAX]);
});
