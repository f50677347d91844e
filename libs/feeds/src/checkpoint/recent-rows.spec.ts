import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newRows, remembered, RECENT_ROWS_MAX, type RecentRows } from './recent-rows.js';

describe('reading by time', () => {
  it('reads every row once while stretches overlap', () => {
    const row = fc.record({
      atMs: fc.integer({ min: 0, max: 300 }),
      lateBy: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 100 }), (rows) => {
        const toleranceMs = 20;
        const read: string[] = [];
        let recent: RecentRows = [];
        let watermark = 0;
        for (let nowMs = 0; nowMs <= 340; nowMs += 5) {
          const seen = rows
            .map(({ atMs, lateBy }, index) => ({ print: `r${index}`, atMs, visibleAtMs: atMs + lateBy }))
            .filter(({ visibleAtMs, atMs }) => visibleAtMs <= nowMs && atMs >= watermark - toleranceMs - 5);
          const stretch = seen.map(({ print, atMs }) => [print, atMs] as const);
          watermark = Math.max(watermark, ...seen.map(({ atMs }) => atMs));
          const fresh = newRows(
            recent.map(([print]) => print),
            stretch.map(([print]) => print),
          );
          const taken = stretch.filter((_, place) => fresh.has(place));
          recent = remembered(recent, taken, watermark - toleranceMs - 5);
          read.push(...taken.map(([print]) => print));
        }
        assert.deepEqual([...read].sort(), rows.map((_, index) => `r${index}`).sort());
      }),
    );
  });

  it('remembers no more than its bound', () => {
    const stretch = Array.from({ length: RECENT_ROWS_MAX + 10 }, (_, i) => [`r${i}`, i] as const);
    const recent = remembered([], stretch, 0);
    assert.equal(recent.length, RECENT_ROWS_MAX);
    assert.equal(recent[0]?.[1], 10);
  });
});
