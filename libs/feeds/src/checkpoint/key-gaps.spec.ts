import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { boundGaps, closeGaps, gapsAbove, giveUpOld, type Gap } from './key-gaps.js';

/** Reads with watermark and gaps, exactly as a poll does, against a table whose rows become visible in any order. */
function readAll(visibleByStep: readonly (readonly number[])[], rowsMax: number): number[] {
  const table = new Set<number>();
  const read: number[] = [];
  let watermark = 0;
  let gaps: readonly Gap[] = [];
  const poll = (): boolean => {
    const late = [...table].filter((key) => gaps.some(({ from, to }) => key >= from && key <= to));
    late.sort((a, b) => a - b).splice(rowsMax);
    const fresh = [...table].filter((key) => key > watermark).sort((a, b) => a - b);
    fresh.splice(Math.max(0, rowsMax - late.length));
    gaps = [...closeGaps(gaps, late), ...gapsAbove(watermark, fresh, 0)];
    watermark = fresh.at(-1) ?? watermark;
    read.push(...late, ...fresh);
    return late.length + fresh.length >= rowsMax;
  };
  for (const step of visibleByStep) {
    for (const key of step) table.add(key);
    while (poll());
  }
  return read;
}

describe('reading by key', () => {
  it('reads every row once, in whatever order transactions commit', () => {
    const commits = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 })
      .chain((keys) =>
        fc.tuple(
          fc.shuffledSubarray(keys, { minLength: keys.length }),
          fc.array(fc.integer({ min: 1, max: 5 }), { minLength: keys.length, maxLength: keys.length }),
        ),
      );
    fc.assert(
      fc.property(commits, fc.integer({ min: 1, max: 10 }), ([order, sizes], rowsMax) => {
        const steps: number[][] = [];
        for (let at = 0, step = 0; at < order.length; at += sizes[step++] ?? 1)
          steps.push(order.slice(at, at + (sizes[step] ?? 1)));
        const read = readAll(steps, rowsMax);
        assert.deepEqual(
          [...read].sort((a, b) => a - b),
          [...order].sort((a, b) => a - b),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('keeps exactly the keys that are still missing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 50 })),
        (present, later) => {
          const keys = present.sort((a, b) => a - b);
          const gaps = closeGaps(
            gapsAbove(0, keys, 0),
            later.sort((a, b) => a - b),
          );
          const missing = new Set<number>();
          for (let key = 1; key < (keys.at(-1) ?? 0); key++) missing.add(key);
          for (const key of [...keys, ...later]) missing.delete(key);
          const held = gaps.flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, i) => from + i),
          );
          assert.deepEqual(held, [...missing]);
        },
      ),
    );
  });

  it('gives up a gap only when the tolerance is over, and never watches more than the bound', () => {
    const gaps = gapsAbove(0, [2, 4, 6], 1_000);
    assert.equal(giveUpOld(gaps, 1_500, 500).length, 3);
    assert.equal(giveUpOld(gaps, 1_501, 500).length, 0);
    assert.deepEqual(boundGaps(gaps, 2), { gaps: gaps.slice(1), forgotten: 1 });
  });
});
