import assert from 'node:assert/strict';
import { ProgressJudge, STUCK_AFTER_MS, verdictOf, type ProgressSample } from './progress.js';

const idle: ProgressSample = { stream: 'SCANS', moves: 0, pending: 0, held: 0, isPaused: false };

/** Samples `sampleAt` every five seconds, and returns the last verdict. */
function after(ms: number, sampleAt: (nowMs: number) => Partial<ProgressSample>) {
  const judge = new ProgressJudge(0);
  for (let nowMs = 0; nowMs <= ms; nowMs += 5_000) judge.observe({ ...idle, ...sampleAt(nowMs) }, nowMs);
  const progress = judge.progress(ms);
  assert.ok(progress !== null);
  return verdictOf([progress]);
}

describe('progress of a consumer', () => {
  test('is well where no messages come', () => {
    assert.deepEqual(
      after(3_600_000, () => ({})),
      { ok: true, reason: '' },
    );
  });

  test('is well where it is slow but moves, and reports its lag', () => {
    const verdict = after(600_000, (nowMs) => ({ moves: nowMs / 5_000, pending: 50_000 }));
    assert.deepEqual(verdict, { ok: true, reason: '50000 messages of SCANS behind' });
  });

  test('is stuck where messages wait and none is taken', () => {
    assert.equal(after(STUCK_AFTER_MS, () => ({ pending: 3 })).ok, true);
    const verdict = after(STUCK_AFTER_MS + 5_000, () => ({ pending: 3 }));
    assert.deepEqual(verdict, {
      ok: false,
      reason: '3 messages of SCANS wait, and none was taken or finished for 15 s',
    });
  });

  test('is stuck where the handler of the only message never ends', () => {
    assert.equal(after(15_000, () => ({ moves: 1, held: 1 })).ok, false);
  });

  test('is well again as soon as it moves', () => {
    const verdict = after(60_000, (nowMs) => ({ pending: 3, moves: nowMs === 60_000 ? 1 : 0 }));
    assert.equal(verdict.ok, true);
  });

  test('counts the wait from the first message after a long idle time', () => {
    const verdict = after(600_000, (nowMs) => ({ pending: nowMs >= 595_000 ? 1 : 0 }));
    assert.equal(verdict.ok, true);
  });

  test('is not well at once where it is paused', () => {
    const verdict = after(0, () => ({ isPaused: true }));
    assert.deepEqual(verdict, { ok: false, reason: 'the consumer of SCANS was paused by another user' });
  });

  test('is not well where the server does not answer', () => {
    assert.match(
      after(15_000, () => ({ pending: null })).reason,
      /has not reported the progress on SCANS for 15 s/,
    );
  });
});
