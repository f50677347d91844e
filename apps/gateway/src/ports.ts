/** Injection tokens of values without a class. */
export const CLOCK = Symbol('CLOCK');

/** Wall clock, epoch milliseconds. Given from outside, so that tests can move it. */
export type Clock = () => number;
