import fc from 'fast-check';
import { deviationRule, limitRule, tagOf } from '../configuration.fixture.js';
import { distributionOf, usualRangeOf } from './distribution.js';
import { CELLS, goodShareOf, qualityCells } from './quality-strip.js';
import { featuresWith, rulesWith } from './uses.js';

const someNumbers = fc.array(fc.option(fc.double({ noNaN: true, min: -1e6, max: 1e6 })), { maxLength: 60 });

describe('the distribution of values', () => {
  test('has every value in one bin, between the lowest and the highest', () => {
    fc.assert(
      fc.property(someNumbers, fc.integer({ min: 1, max: 40 }), (values, bins) => {
        const known = values.filter((value) => value !== null);
        const found = distributionOf(values, bins);
        if (known.length === 0) return expect(found).toBeNull();
        expect([found?.low, found?.high]).toEqual([Math.min(...known), Math.max(...known)]);
        expect(found?.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
      }),
    );
  });

  test('has a usual range once there are enough values, with most of them in it', () => {
    expect(usualRangeOf(Array.from({ length: 19 }, (_, at) => at))).toBeNull();
    expect(usualRangeOf(Array.from({ length: 101 }, (_, at) => at))).toEqual({ low: 10, high: 90 });
  });
});

describe('the quality over time', () => {
  const range = { fromMs: 0, toMs: CELLS * 1_000 };

  test('is the mean of each stretch, and nothing where nothing was recorded', () => {
    const cells = qualityCells({ timesMs: [0, 500, 1_000, 3_000] }, { goodShare: [1, 0.5, 0, null] }, range);
    expect(cells.slice(0, 4)).toEqual([0.75, 0, null, null]);
    expect(goodShareOf({ goodShare: [1, 0.5, 0, null] })).toBe(0.5);
    expect(goodShareOf({ goodShare: [null] })).toBeNull();
  });

  test('is never outside of 0 to 1, wherever the points lie', () => {
    const points = fc.array(
      fc.tuple(fc.integer({ min: -5_000, max: 60_000 }), fc.double({ min: 0, max: 1, noNaN: true })),
    );
    fc.assert(
      fc.property(points, (rows) => {
        const cells = qualityCells(
          { timesMs: rows.map(([at]) => at) },
          { goodShare: rows.map(([, share]) => share) },
          range,
        );
        expect(cells.every((cell) => cell === null || (cell >= 0 && cell <= 1))).toBe(true);
      }),
    );
  });
});

test('a tag is used by the rules that read it, and by the features that are made of it', () => {
  const rules = [limitRule, deviationRule];
  expect(rulesWith('oil', rules)).toEqual([limitRule]);
  expect(rulesWith('zone-set', rules)).toEqual([deviationRule]);
  const tags = [tagOf('oil'), tagOf('zone')];
  const features = ['zone_lag_60s', 'oil_rolling_300s_std', 'oil', 'state.minutes'];
  expect(featuresWith('oil', features, tags)).toEqual(['oil', 'oil_rolling_300s_std']);
});
