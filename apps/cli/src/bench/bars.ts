/**
 * What a bar is held against.
 * - `value`: the figure itself, where neither the machine nor its load moves it.
 * - `ratio`: the figure in units of its yardstick, which is measured in the same run.
 */
export type Basis = 'value' | 'ratio';

/** What a figure has to reach. */
export type Bound = { readonly atMost: number } | { readonly atLeast: number };

/** One bar: a bound, and what it bounds. */
export type Bar = Bound & { readonly on: Basis };

/**
 * Every bar of the bench. Machines differ threefold from day to day, so that whatever costs time or CPU is held against a yardstick of the same
 * run: what raw onnxruntime takes for a row of a batch of 64 (100 trees, 183 features), and what an empty round trip through the broker takes
 * under the same load. How each was chosen is told in docs/benchmarks.md.
 */
export const BARS = {
  /** CPU of a row of 183 features at 50 assets, in rows of onnxruntime. */
  features: { on: 'ratio', atMost: 1.5 },

  /** Models that lie in memory at once. */
  cacheModels: { on: 'value', atLeast: 1_000 },
  cacheMemoryMiB: { on: 'value', atMost: 2_048 },
  cacheEvictions: { on: 'value', atLeast: 25_000 },
  /** Growth over the second half of all evictions that counts as none: garbage that a collector has not come to yet. */
  cacheGrowth: { on: 'value', atMost: 1.05 },
  /** Frame of 8 rows to prediction, p99, in batches of onnxruntime. */
  cacheWarm: { on: 'ratio', atMost: 16 },
  /** The same of a model that is not in memory. */
  cacheMiss: { on: 'ratio', atMost: 800 },

  /** p99 of the step with the most organizations, in empty round trips; with fewer, a p99 rests on a handful of rows. */
  alertDecided: { on: 'ratio', atMost: 4 },
  alertPushed: { on: 'ratio', atMost: 10 },
  rulesDecided: { on: 'ratio', atMost: 4 },
  predictionDecided: { on: 'ratio', atMost: 8 },

  /** All processes together, with 50 organizations. */
  memoryMiB: { on: 'value', atMost: 2_560 },

  /** Of the rows that are sent: 95 % are decided by the end of the load. */
  decidedShare: { on: 'ratio', atLeast: 0.95 },
  framesRefused: { on: 'value', atMost: 0 },
  /** p99 without the wait for the tick, which every row has by design, in empty round trips. */
  dueToDecided10k: { on: 'ratio', atMost: 5 },
  dueToDecided30k: { on: 'ratio', atMost: 7 },
  /** CPU of the whole platform a prediction, in rows of onnxruntime: 3 rows a frame, then 9. */
  cpuOfPrediction10k: { on: 'ratio', atMost: 110 },
  cpuOfPrediction30k: { on: 'ratio', atMost: 40 },
  /** Predictions a second, to rows a second of onnxruntime. */
  closedLoop: { on: 'ratio', atLeast: 0.14 },

  /** The others' p99 while one organization floods, in empty round trips. */
  floodAlertDecided: { on: 'ratio', atMost: 6 },
  floodAlertPushed: { on: 'ratio', atMost: 12 },
  floodDueToDecided: { on: 'ratio', atMost: 7 },

  flips: { on: 'value', atLeast: 2 },
  flipUnanswered: { on: 'value', atMost: 0 },
  /** p99 while versions flip, to that while nothing changes. */
  flipP99: { on: 'ratio', atMost: 2 },
  /** Ten times what it took at worst on the slowest day: a promise to people, not a measure of the machine. */
  rollBackS: { on: 'value', atMost: 2 },
} as const satisfies Record<string, Bar>;
export type BarName = keyof typeof BARS;
