import assert from 'node:assert/strict';
import { tagSchema } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import { QualityAssessor } from './quality-assessor.js';
import { tagTable } from './tag-table.js';

const table = tagTable({
  tags: [
    tagSchema.parse({ tag: 'pv', type: 'number', role: 'other', range: { low: 0, high: 100 } }),
    tagSchema.parse({ tag: 'flow', type: 'number', role: 'other', frozenAfterMs: 5_000 }),
  ],
});

function assessing(): (atMs: number, pv: number, flow: number) => [number[], number[]] {
  const assessor = new QualityAssessor(table, { scanPeriodMs: 1_000 });
  return (atMs, pv, flow) => {
    const values = Float64Array.of(pv, flow);
    const quality = new Uint8Array(2);
    assessor.assess(atMs, values, quality);
    return [[...values], [...quality]];
  };
}

test('a value outside of its range becomes missing and says why', () => {
  const assess = assessing();
  assert.deepEqual(assess(0, 101, 1), [
    [NaN, 1],
    [QUALITY.outOfRange, QUALITY.good],
  ]);
  assert.deepEqual(assess(1_000, 100, Infinity), [
    [100, NaN],
    [QUALITY.good, QUALITY.outOfRange],
  ]);
});

test('an unchanged value is frozen only where the tag is judged, and keeps its value', () => {
  const assess = assessing();
  for (let s = 0; s < 5; s += 1) assert.equal(assess(s * 1_000, 7, 3)[1][1], QUALITY.good);
  assert.deepEqual(assess(5_000, 7, 3), [
    [7, 3],
    [QUALITY.good, QUALITY.frozen],
  ]);
  assert.equal(assess(6_000, 7, 4)[1][1], QUALITY.good);
});

test('a missing value is stale after ten periods and good again at once', () => {
  const assess = assessing();
  assess(0, 1, 1);
  assert.equal(assess(9_000, NaN, 2)[1][0], QUALITY.missing);
  assert.equal(assess(10_000, NaN, 3)[1][0], QUALITY.stale);
  assert.equal(assess(11_000, 5, 4)[1][0], QUALITY.good);
});

test('a late scan neither freezes nor thaws', () => {
  const assess = assessing();
  assess(0, 1, 3);
  assess(4_000, 1, 3);
  assert.equal(assess(2_000, 1, 9)[1][1], QUALITY.good);
  assert.equal(assess(5_000, 1, 3)[1][1], QUALITY.frozen);
});
