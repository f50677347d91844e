import assert from 'node:assert/strict';
import fc from 'fast-check';
import { copyLine } from './copy-in.js';
import { wallClock } from './wall-clock.js';

describe('the wall clock of a zone', () => {
  test('is half an hour off where the zone is', () => {
    assert.equal(wallClock('Asia/Kolkata')(Date.UTC(2026, 0, 1, 20, 0, 0, 7)), '2026-01-02 01:30:00.007');
  });

  test('follows daylight saving time, and agrees with the platform’s own formatting', () => {
    const clock = wallClock('America/Chicago');
    assert.equal(clock(Date.UTC(2026, 2, 8, 7, 59, 59)), '2026-03-08 01:59:59.000');
    assert.equal(clock(Date.UTC(2026, 2, 8, 8, 0, 0)), '2026-03-08 03:00:00.000');
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/Chicago',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const instants = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(instants, (atMs) => {
        assert.equal(clock(atMs).slice(0, 19), format.format(atMs));
      }),
    );
  });
});

test('writes rows in the text format of COPY', () => {
  assert.equal(copyLine(['a', 1.5, true, false, null]), 'a\t1.5\tt\tf\t\\N\n');
  assert.equal(copyLine(['tab\there', 'back\\slash']), 'tab\\there\tback\\\\slash\n');
});
