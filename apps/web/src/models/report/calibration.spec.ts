import fc from 'fast-check';
import { calibrationPoints, pointNear } from './calibration.js';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const bin = fc.record({
  low: share,
  high: share,
  rows: fc.nat(1_000),
  predicted: fc.option(share),
  observed: fc.option(share),
  interval: fc.option(fc.record({ low: share, high: share })),
});

describe('the calibration', () => {
  test('has a point for each bin with rows, in their order', () => {
    fc.assert(
      fc.property(fc.array(bin, { maxLength: 10 }), (bins) => {
        const points = calibrationPoints({ expectedError: null, bins });
        const full = bins.filter(
          ({ rows, predicted, observed }) => rows > 0 && predicted !== null && observed !== null,
        );
        expect(points.map(({ rows }) => rows)).toEqual(full.map(({ rows }) => rows));
      }),
    );
  });

  test('is said at the point that is nearest to where alerts rise', () => {
    fc.assert(
      fc.property(fc.array(bin, { maxLength: 10 }), share, (bins, probability) => {
        const points = calibrationPoints({ expectedError: null, bins });
        const said = pointNear(points, probability);
        if (said === null) expect(points).toEqual([]);
        else {
          const nearest = Math.min(...points.map(({ predicted }) => Math.abs(predicted - probability)));
          expect(Math.abs(said.predicted - probability)).toBe(nearest);
        }
      }),
    );
  });
});
