import assert from 'node:assert/strict';
import { isInShare } from './shadow-runner.js';

test('a share is spread evenly over whole minutes', () => {
  const start = Date.UTC(2026, 0, 5);
  for (const share of [0, 0.1, 0.25, 0.5, 1]) {
    let taken = 0;
    for (let minute = 0; minute < 1_440; minute += 1) {
      const at = start + minute * 60_000;
      const within = [0, 30_000, 59_999].map((ms) =>
        isInShare({ eventTimesMs: Float64Array.of(at + ms) }, share),
      );
      assert.equal(new Set(within).size, 1);
      taken += within[0] === true ? 1 : 0;
    }
    assert.ok(Math.abs(taken / 1_440 - share) < 0.005, `${share}: ${taken}`);
  }
});
