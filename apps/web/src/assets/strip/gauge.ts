import type { Limit } from '../../charts/limit-bands.js';

interface Measured {
  readonly value: number;
  readonly setValue: number | null;
  readonly limits: readonly Limit[];
  readonly range: { readonly low: number; readonly high: number } | null;
}

/** Places on an upright scale, in shares of its height from below. */
export interface Gauge {
  readonly value: number;
  readonly setValue: number | null;
  /** From a limit to the end of the scale: the mildest limit of each side. */
  readonly beyond: readonly { readonly from: number; readonly to: number }[];
}

/** Room of the scale beyond its limits. */
const BEYOND = 0.25;

/**
 * Where a value lies between its limits; without limits, in its plausible range.
 * @returns null where neither is known: a scale would be made up.
 */
export function gaugeOf({ value, setValue, limits, range }: Measured): Gauge | null {
  const absolute = limits.flatMap(({ side, at, isFromSetValue }) => {
    if (!isFromSetValue) return [{ side, at }];
    return setValue === null ? [] : [{ side, at: setValue + at }];
  });
  const highs = absolute.filter(({ side }) => side === 'high').map(({ at }) => at);
  const lows = absolute.filter(({ side }) => side === 'low').map(({ at }) => at);
  const scale = scaleOf([...highs, ...lows], setValue ?? value, range);
  if (scale === null) return null;
  const share = (at: number): number => Math.min(1, Math.max(0, (at - scale.low) / (scale.high - scale.low)));
  return {
    value: share(value),
    setValue: setValue === null ? null : share(setValue),
    beyond: [
      ...(lows.length === 0 ? [] : [{ from: 0, to: share(Math.max(...lows)) }]),
      ...(highs.length === 0 ? [] : [{ from: share(Math.min(...highs)), to: 1 }]),
    ],
  };
}

/** As far to both sides of the middle as the farthest limit, and a quarter more. */
function scaleOf(limits: readonly number[], middle: number, range: Measured['range']): Measured['range'] {
  const reach = Math.max(0, ...limits.map((at) => Math.abs(at - middle))) * (1 + BEYOND);
  if (reach > 0) return { low: middle - reach, high: middle + reach };
  return range !== null && range.high > range.low ? range : null;
}
