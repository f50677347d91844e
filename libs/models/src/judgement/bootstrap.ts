import type { Estimate } from '@eagle/contracts/domain';
import { quantile } from './score-events.js';

/**
 * A stream of numbers in [0, 1) that is the same for the same seed (mulberry32 by Tommy Ettinger).
 * For resampling only.
 */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How often each of `units` is drawn when as many are drawn with replacement. */
export function drawTimes(units: number, next: () => number): Uint16Array {
  const times = new Uint16Array(units);
  for (let i = 0; i < units; i += 1) {
    const unit = Math.floor(next() * units);
    times[unit] = (times[unit] ?? 0) + 1;
  }
  return times;
}

/**
 * 95 % percentile interval (Efron 1979) around a value; draws that could not be computed (NaN) are
 * left out. The interval always contains the value, because smoothed draws may all lie on one side
 * of it.
 */
export function estimate(value: number | null, draws: Float64Array): Estimate {
  const known = draws.filter((draw) => !Number.isNaN(draw)).sort();
  if (value === null || known.length === 0) return { value, low: null, high: null };
  return {
    value,
    low: Math.min(value, quantile(known, 0.025) ?? value),
    high: Math.max(value, quantile(known, 0.975) ?? value),
  };
}
