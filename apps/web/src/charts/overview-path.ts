import { shareAt, type TimeRange } from './time-range.js';
import { axisOf, extentOf } from './value-range.js';

type Numbers = readonly (number | null)[];

/**
 * The outline of a series in a box: for each point a stroke from its lowest to its highest value,
 * joined to the next one, and broken where there is none.
 */
export function outlineOf(
  timesMs: readonly number[],
  min: Numbers,
  max: Numbers,
  range: TimeRange,
  box: { readonly width: number; readonly height: number },
): string {
  const axis = axisOf(extentOf(min, max));
  const y = (value: number): string =>
    (box.height * (1 - (value - axis.low) / (axis.high - axis.low))).toFixed(1);
  let isDown = false;
  return timesMs
    .map((timeMs, point) => {
      const [low, high] = [min[point], max[point]];
      if (low == null || high == null) {
        isDown = false;
        return '';
      }
      const x = (shareAt(range, timeMs) * box.width).toFixed(1);
      const begin = isDown ? 'L' : 'M';
      isDown = true;
      return low === high ? `${begin}${x},${y(low)}` : `${begin}${x},${y(low)}L${x},${y(high)}`;
    })
    .join('');
}
