import type { Estimate } from '../model-types.js';

/** Where a value and its interval stand on a line from 0 to the end of its scale, 0-1. */
export interface IntervalPlace {
  readonly dot: number;
  readonly from: number;
  readonly to: number;
}

const ROUND_STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The least round number that is not below a value. */
export function roundEnd(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = ROUND_STEPS.find((each) => each * power >= value) ?? 10;
  return Number((step * power).toPrecision(6));
}

/** An end of the scale beyond which nothing lies. */
export const endOfScale = (estimates: readonly Estimate[]): number =>
  roundEnd(Math.max(0, ...estimates.map(({ value, high }) => Math.max(value ?? 0, high ?? 0))));

/** @returns null where nothing could be measured. Without an interval, it is as narrow as the dot. */
export function placeOf({ value, low, high }: Estimate, end: number): IntervalPlace | null {
  if (value === null || !(end > 0)) return null;
  const on = (at: number): number => Math.min(1, Math.max(0, at / end));
  const dot = on(value);
  return { dot, from: Math.min(dot, on(low ?? value)), to: Math.max(dot, on(high ?? value)) };
}
