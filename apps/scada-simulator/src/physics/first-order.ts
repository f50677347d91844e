import type { Random } from '../random/random.js';

/**
 * One exact step of a first-order lag: after `tauS` seconds 63.2 % of a step of the target is
 * reached, whatever the step width.
 * @param dtS  Step in seconds.
 * @param tauS  Time constant in seconds.
 */
export function approach(value: number, target: number, dtS: number, tauS: number): number {
  return value + (target - value) * (1 - Math.exp(-dtS / tauS));
}

/**
 * One exact step of a random variation around zero (Ornstein-Uhlenbeck): stationary deviation
 * `deviation`, correlation time `tauS`. It models the slow, harmless variation of a healthy
 * process.
 */
export function wander(value: number, deviation: number, dtS: number, tauS: number, random: Random): number {
  const decay = Math.exp(-dtS / tauS);
  return value * decay + deviation * Math.sqrt(1 - decay * decay) * random.normal();
}

/** Rounds to a number of decimals, as a PLC does before it hands a value on. */
export function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
