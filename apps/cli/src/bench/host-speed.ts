import { figure, type Figure } from './figure.js';

/**
 * Larger than the caches of a core, smaller than the shared cache of a host: other users of the
 * host decide how fast it answers.
 */
const REACH_BYTES = 4 * 1024 * 1024;
const LINE_BYTES = 64;
const SLOTS_PER_LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const ROUNDS = 15;
/** Rounds until the engine has compiled the loop and the memory was touched. */
const ROUNDS_TO_WARM_UP = 15;
const STEPS_OF_ROUND = 50_000;

/**
 * The speed of this machine at one moment, in nanoseconds; medians of short rounds, so that one
 * pause of the process does not count.
 */
export interface HostSpeed {
  /** One access within 4 MiB that depends on the one before. */
  readonly memoryNs: number;
  /**
   * One step of integer arithmetic that depends on the one before: the clock of the processor, and
   * nothing else.
   */
  readonly arithmeticNs: number;
}

/**
 * Takes about a tenth of a second of one core. Figures of two runs can be compared only where this
 * is about the same in both.
 */
export function hostSpeed(): HostSpeed {
  const cycle = cycleThrough(REACH_BYTES / LINE_BYTES);
  return {
    memoryNs: medianNs(() => walk(cycle, STEPS_OF_ROUND)),
    arithmeticNs: medianNs(() => reckon(STEPS_OF_ROUND)),
  };
}

export const hostFigures = (part: string, name: (text: string) => string, speed: HostSpeed): Figure[] => [
  figure({
    part,
    name: name('the host just before: an access within 4 MiB'),
    value: speed.memoryNs,
    unit: 'ns',
  }),
  figure({
    part,
    name: name('the host just before: a step of arithmetic'),
    value: speed.arithmeticNs,
    unit: 'ns',
  }),
];

/**
 * One way through every line of the memory, in an order that no prefetcher foresees: a linear
 * congruential sequence modulo a power of two, which visits every number once (T. Hull and A.
 * Dobell, 1962).
 * @param lines  A power of two.
 * @returns as many slots as fill the lines; each line's first slot holds where the next line
 * begins.
 */
export function cycleThrough(lines: number): Int32Array {
  const slots = new Int32Array(lines * SLOTS_PER_LINE);
  for (let line = 0; line < lines; line += 1) {
    slots[line * SLOTS_PER_LINE] = (nextNumber(line) & (lines - 1)) * SLOTS_PER_LINE;
  }
  return slots;
}

function medianNs(round: () => number): number {
  const took: number[] = [];
  let sum = 0;
  for (let i = 0; i < ROUNDS_TO_WARM_UP; i += 1) sum += round();
  for (let i = 0; i < ROUNDS; i += 1) {
    const startedMs = performance.now();
    sum += round();
    took.push(((performance.now() - startedMs) * 1e6) / STEPS_OF_ROUND);
  }
  // The result must be used, or the engine may skip the work.
  if (Number.isNaN(sum)) throw new RangeError('The walk left the memory.');
  return took.sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
}

function walk(slots: Int32Array, steps: number): number {
  let at = 0;
  for (let i = 0; i < steps; i += 1) at = slots[at] ?? NaN;
  return at;
}

function reckon(steps: number): number {
  let value = 1;
  for (let i = 0; i < steps; i += 1) value = nextNumber(value);
  return value;
}

const nextNumber = (value: number): number => (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
