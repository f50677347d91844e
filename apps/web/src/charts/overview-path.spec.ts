import fc from 'fast-check';
import { outlineOf } from './overview-path.js';

const BOX = { width: 100, height: 30 };

describe('the outline of the overview', () => {
  test('it breaks where there is no value', () => {
    const path = outlineOf([0, 10, 20, 30], [1, 1, null, 1], [1, 1, null, 1], { fromMs: 0, toMs: 30 }, BOX);
    expect(path.match(/M/g)).toHaveLength(2);
  });

  test('the highest and the lowest value reach the same points, however many are between them', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.nat(1_000), (mean, spike) => {
        const timesMs = mean.map((_, at) => at);
        const at = spike % mean.length;
        const max = mean.map((value, point) => (point === at ? value + 1_000 : value));
        const path = outlineOf(timesMs, mean, max, { fromMs: 0, toMs: mean.length }, BOX);
        const heights = [...path.matchAll(/,(-?[\d.]+)/g)].map((match) => Number(match[1]));
        // The spike stands 8 % below the upper edge, where the axis leaves its room.
        expect(Math.min(...heights)).toBeLessThan(BOX.height * 0.1);
      }),
    );
  });
});
