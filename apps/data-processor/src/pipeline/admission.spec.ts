import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admission } from './admission.js';

/** Reads all there is, as often as the door lets it. @returns at which times (ms) people were told. */
async function told(rowsWaiting: number, rowsPerSecond: number): Promise<number[]> {
  let nowMs = 0;
  const toldAtMs: number[] = [];
  const admission = new Admission(rowsPerSecond, {
    running: () => true,
    onWait: () => void toldAtMs.push(nowMs),
    now: () => nowMs,
    sleep: (ms) => Promise.resolve((nowMs += ms)),
  });
  for (let left = rowsWaiting; left > 0;) {
    const rows = Math.min(left, await admission.rows());
    admission.take(rows);
    left -= rows;
  }
  return toldAtMs;
}

test('who catches up for a moment waits at the door, and nobody is told of it', async () => {
  assert.deepEqual(await told(2_500, 1_000), []);
});

test('who sends more than the quota for longer is told of', async () => {
  const times = await told(20_000, 1_000);
  assert.ok(times.length > 0);
  assert.equal(
    times.every((ms) => ms >= 2_000),
    true,
  );
});
