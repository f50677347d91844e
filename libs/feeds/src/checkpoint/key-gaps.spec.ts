import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  boundGaps,
  closeGaps,
  gapsAbove,
  gapsAsText,
  gapsOf,
  GAPS_MAX,
  isYoung,
  type Gap,
} from './key-gaps.js';

/**
 * Reads with watermark and gaps, exactly as a poll does, against a table whose rows become visible
 * in any order.
 */
function readAll(visibleByStep: readonly (readonly bigint[])[], rowsMax: number): bigint[] {
  const table = new Set<bigint>();
  const read: bigint[] = [];
  let watermark = 0n;
  let gaps: readonly Gap[] = [];
  const ascending = (keys: bigint[]): bigint[] => keys.sort((a, b) => (a < b ? -1 : 1));
  const poll = (): boolean => {
    const late = ascending([...table].filter((key) => gaps.some(({ from, to }) => key >= from && key <= to)));
    late.splice(rowsMax);
    const fresh = ascending([...table].filter((key) => key > watermark));
    fresh.splice(Math.max(0, rowsMax - late.length));
    gaps = [...closeGaps(gaps, late, 0), ...gapsAbove(watermark, fresh, 0)];
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
const ascending = (keys: readonly bigint[]): bigint[] => [...keys].sort((a, b) => (a < b ? -1 : 1));
/** Keys beyond what a number can hold. */
const BASE = 2n ** 53n;
const keyUpTo = (max: number) => fc.integer({ min: 1, max }).map(BigInt);

describe('reading by key', () => {
  test('reads every row once, in whatever order transactions commit', () => {
    const commits = fc
      .uniqueArray(keyUpTo(60), { maxLength: 40 })
      .chain((keys) =>
        fc.tuple(
          fc.shuffledSubarray(keys, { minLength: keys.length }),
          fc.array(fc.integer({ min: 1, max: 5 }), { minLength: keys.length, maxLength: keys.length }),
        ),
      );
    fc.assert(
      fc.property(commits, fc.integer({ min: 1, max: 10 }), ([order, sizes], rowsMax) => {
        const steps: bigint[][] = [];
        for (let at = 0, step = 0; at < order.length; at += sizes[step++] ?? 1)
          steps.push(order.slice(at, at + (sizes[step] ?? 1)));
        const read = readAll(steps, rowsMax);
        assert.deepEqual(ascending(read), ascending(order));
      }),
      { numRuns: 500 },
    );
  });

  test('keeps exactly the keys that are still missing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(keyUpTo(50), { minLength: 1 }),
        fc.uniqueArray(keyUpTo(50)),
        (present, later) => {
          const keys = ascending(present).map((key) => BASE + key);
          const late = ascending(later).map((key) => BASE + key);
          const gaps = closeGaps(gapsAbove(BASE, keys, 0), late, 0);
          const missing = new Set<bigint>();
          for (let key = BASE + 1n; key < (keys.at(-1) ?? 0n); key++) missing.add(key);
          for (const key of [...keys, ...late]) missing.delete(key);
          const held = gaps.flatMap(({ from, to }) =>
            Array.from({ length: Number(to - from + 1n) }, (_, i) => from + BigInt(i)),
          );
          assert.deepEqual(held, [...missing]);
          assert.deepEqual(gapsOf({ gaps: gapsAsText(gaps) }), gaps);
        },
      ),
    );
  });

  test('treats a gap as young again after a row came in it', () => {
    const gaps = closeGaps([{ from: 1n, to: 9n, sinceMs: 0 }], [4n], 1_000);
    assert.deepEqual(gaps, [
      { from: 1n, to: 3n, sinceMs: 1_000 },
      { from: 5n, to: 9n, sinceMs: 1_000 },
    ]);
    assert.equal(isYoung({ from: 1n, to: 1n, sinceMs: 0 }, 1_001, 1_000), false);
  });

  test('drops narrow old gaps first when there are too many, and counts dropped young ones', () => {
    const narrow = Array.from({ length: GAPS_MAX }, (_, i) => {
      const from = BigInt(2 * i);
      return { from, to: from, sinceMs: 0 };
    });
    const wide = { from: -1_000n, to: -1n, sinceMs: 0 };
    const young = { from: 100_000n, to: 100_000n, sinceMs: 9_000 };
    const kept = boundGaps([wide, ...narrow, young], 10_000, 2_000);
    assert.equal(kept.forgotten, 0);
    assert.ok(kept.gaps.length < GAPS_MAX && kept.gaps.includes(wide) && kept.gaps.includes(young));
    const tooMany = boundGaps([wide, ...narrow, young], 1_000, 2_000);
    assert.equal(tooMany.forgotten, narrow.length + 2 - tooMany.gaps.length);
  });
});
