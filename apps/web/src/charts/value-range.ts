/** The part of a value axis that is shown. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

type Numbers = readonly (number | null)[];
const PADDING = 0.08;

/** What all numbers lie in; null where there is none. */
export function extentOf(...lists: readonly Numbers[]): ValueRange | null {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists) {
    for (const value of list) {
      if (value === null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low > high ? null : { low, high };
}

/** An axis on which all of it can be seen, with some room; a flat line stands in its middle. */
export function axisOf(extent: ValueRange | null): ValueRange {
  if (extent === null) return { low: 0, high: 1 };
  const { low, high } = extent;
  const span = high - low;
  const room = span > 0 ? span * PADDING : Math.max(Math.abs(low) * 0.01, 0.5);
  return { low: low - room, high: high + room };
}

/**
 * An axis that does not jump: the former one stays while everything is on it and fills enough.
 */
export function steadyAxis(former: ValueRange | null, extent: ValueRange | null): ValueRange {
  const next = axisOf(extent);
  if (former === null || extent === null) return next;
  const fits = extent.low >= former.low && extent.high <= former.high;
  const fills = next.high - next.low > (former.high - former.low) / 3;
  return fits && fills ? former : next;
}

const TICKS_MAX = 3;

/** Two or three round values. */
export function valueTicks({ low, high }: ValueRange): number[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / TICKS_MAX));
  const candidates = [1, 2, 2.5, 5, 10, 20, 25, 50].map((n) => n * power);
  for (const step of candidates) {
    const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
    if (last - first + 1 > TICKS_MAX) continue;
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) =>
      Number(((first + at) * step).toPrecision(12)),
    );
  }
  return [];
}

/** Digits behind the point that the values of an axis need. */
export const tickDigits = (range: ValueRange): number =>
  Math.max(0, ...valueTicks(range).map((value) => (String(value).split('.')[1] ?? '').length));
