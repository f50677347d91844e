import assert from 'node:assert/strict';
import { Admission, ROW_BYTES } from './admission.js';

/**
 * Reads all rows as fast as the admission allows. @returns the times (ms) at which people were
 * notified.
 */
async function reported(rowsWaiting: number, rowsPerSecond: number, rowBytes = 100): Promise<number[]> {
  let nowMs = 0;
  const reportedAtMs: number[] = [];
  const admission = new Admission(rowsPerSecond, {
    running: () => true,
    onWait: () => void reportedAtMs.push(nowMs),
    now: () => nowMs,
    sleep: (ms) => Promise.resolve((nowMs += ms)),
  });
  for (let left = rowsWaiting; left > 0;) {
    const rows = Math.min(left, await admission.rows());
    admission.take(rows, rows * rowBytes);
    left -= rows;
  }
  return reportedAtMs;
}

test('a short catch-up waits for admission, and nobody is notified', async () => {
  assert.deepEqual(await reported(2_500, 1_000), []);
});

test('a source that exceeds its quota for longer is reported', async () => {
  const times = await reported(20_000, 1_000);
  assert.ok(times.length > 0);
  assert.equal(
    times.every((ms) => ms >= 2_000),
    true,
  );
});

test('very long rows are limited by their bytes: no more bytes a second than the quota of short rows', async () => {
  let nowMs = 0;
  const admission = new Admission(1_000, {
    running: () => true,
    onWait: () => undefined,
    now: () => nowMs,
    sleep: (ms) => Promise.resolve((nowMs += ms)),
  });
  const [longRow, answerRows] = [200_000, 40];
  let bytes = 0;
  while (nowMs < 60_000) {
    const rows = Math.min(answerRows, await admission.rows());
    admission.take(rows, rows * longRow);
    bytes += rows * longRow;
  }
  const admittedBytes = (nowMs + 1_000) * ROW_BYTES;
  assert.ok(bytes <= admittedBytes + answerRows * longRow, `${bytes}`);
  assert.ok(bytes >= admittedBytes * 0.9, `${bytes}`);
});

test('rows of a common length count as one each', async () => {
  assert.deepEqual(await reported(3_000, 1_000, ROW_BYTES), await reported(3_000, 1_000, 10));
});

test('a source that exceeds its quota in bytes for longer is reported', async () => {
  assert.ok((await reported(3_000, 1_000, 40_000)).length > 0);
});
