import fc from 'fast-check';
import { joinedBuckets, quantileOf, stepOf } from './figure-steps.js';

const RATE = { shape: 'rate', unit: 'number' } as const;
const COUNT = { shape: 'count', unit: 'number' } as const;
const rate = (total: number) => ({ shape: 'rate', total }) as const;
const count = (...parts: readonly (readonly [string, number])[]) => ({
  shape: 'count' as const,
  parts: parts.map(([label, total]) => ({ label, total })),
});

describe('what a figure did between two questions', () => {
  test('is what all replicas counted a second; a replica that started in between began at 0', () => {
    const twice = [
      { former: rate(100), latter: rate(130), seconds: 10 },
      { former: null, latter: rate(20), seconds: 5 },
    ];
    expect(stepOf(RATE, twice)).toEqual({ shape: 'rate', perSecond: 7 });
  });

  test('is counted by label', () => {
    const twice = [
      { former: count(['late', 5]), latter: count(['late', 7], ['stale', 1]), seconds: 10 },
      { former: null, latter: count(['late', 2]), seconds: 10 },
    ];
    expect(stepOf(COUNT, twice)).toEqual({
      shape: 'count',
      parts: new Map([
        ['late', 4],
        ['stale', 1],
      ]),
    });
  });

  test('is nothing where nobody answered, or where a replica gives another shape', () => {
    expect(stepOf(RATE, [])).toBeNull();
    expect(stepOf(RATE, [{ former: null, latter: count(), seconds: 1 }])).toBeNull();
    expect(stepOf(RATE, [{ former: null, latter: rate(5), seconds: 0 }])).toBeNull();
  });

  test('never is below 0, whatever a replica says', () => {
    const total = fc.integer({ min: 0, max: 1_000 });
    fc.assert(
      fc.property(total, total, (former, latter) => {
        const step = stepOf(RATE, [{ former: rate(former), latter: rate(latter), seconds: 1 }]);
        expect(step).toEqual({ shape: 'rate', perSecond: Math.max(0, latter - former) });
      }),
    );
  });
});

describe('what 99 of 100 stay below', () => {
  const bounds = [0.01, 0.1, 1];

  test('lies in the bucket of that observation, between its bounds', () => {
    expect(quantileOf({ bounds, counts: [0, 100, 0, 0] }, 0.99)).toBeCloseTo(0.0991);
    expect(quantileOf({ bounds, counts: [99, 1, 0, 0] }, 0.99)).toBeCloseTo(0.01);
    expect(quantileOf({ bounds, counts: [0, 0, 0, 3] }, 0.99)).toBe(1);
    expect(quantileOf({ bounds, counts: [0, 0, 0, 0] }, 0.99)).toBeNull();
  });

  test('is no further from the true one than the bucket is wide, over replicas together', () => {
    const observed = fc.array(fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true }), {
      minLength: 1,
    });
    const bucketed = (values: readonly number[]) => ({
      bounds,
      counts: [...bounds, Infinity].map(
        (bound, at, all) => values.filter((value) => value > (all[at - 1] ?? 0) && value <= bound).length,
      ),
    });
    fc.assert(
      fc.property(observed, observed, (one, other) => {
        const all = [...one, ...other].toSorted((a, b) => a - b);
        const truth = all[Math.ceil(all.length * 0.99) - 1] ?? 0;
        const quantile = quantileOf(joinedBuckets([bucketed(one), bucketed(other)]), 0.99) ?? -1;
        const bucket = bounds.findIndex((bound) => truth <= bound);
        expect(quantile).toBeGreaterThanOrEqual((bounds[bucket - 1] ?? 0) - 1e-9);
        expect(quantile).toBeLessThanOrEqual((bounds[bucket] ?? 1) + 1e-9);
      }),
    );
  });

  test('leaves out a replica with other buckets', () => {
    const other = { bounds: [5], counts: [9, 9] };
    expect(joinedBuckets([{ bounds, counts: [1, 2, 3, 4] }, other])).toEqual({
      bounds,
      counts: [1, 2, 3, 4],
    });
  });
});
