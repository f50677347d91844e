/** The whole state of a generator, as plain numbers, so that it can be stored and resumed. */
export type RandomState = [number, number, number, number];

/**
 * Small fast generator (sfc32) with its state in the given array. It is the simulation's only
 * source of randomness: equal seeds give equal plants, and a saved state continues exactly.
 */
export class Random {
  constructor(private readonly state: RandomState) {}

  /** Uniform in [0, 1). */
  uniform(): number {
    const s = this.state;
    const t = (((s[0] + s[1]) | 0) + s[3]) | 0;
    s[3] = (s[3] + 1) | 0;
    s[0] = s[1] ^ (s[1] >>> 9);
    s[1] = (s[2] + (s[2] << 3)) | 0;
    s[2] = ((s[2] << 21) | (s[2] >>> 11)) + t;
    s[2] |= 0;
    return (t >>> 0) / 4_294_967_296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Normal with mean 0 and deviation 1 (Box-Muller, one of the pair). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Exponentially distributed waiting time. */
  waiting(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** The same items in a random order. */
  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, rank: this.uniform() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  }
}

/**
 * State of a generator for one purpose: the same seed and purpose give the same numbers, different
 * purposes unrelated ones.
 */
export function randomState(seed: number, purpose: string): RandomState {
  const state: RandomState = [seed | 0, hash(purpose), 0x9e3779b9 | 0, 1];
  const random = new Random(state);
  for (let i = 0; i < 16; i += 1) random.uniform();
  return state;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}
