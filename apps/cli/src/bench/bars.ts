/**
 * What a bar is compared with.
 * - `value`: the figure itself, where neither the machine nor its load changes it.
 * - `ratio`: the figure in units of its yardstick, which is measured in the same run.
 */
export type Basis = 'value' | 'ratio';

/** The value that a figure must reach. */
export type Bound = { readonly atMost: number } | { readonly atLeast: number };

/** One bar: a bound, and the quantity that it bounds. */
export type Bar = Bound & { readonly on: Basis };

/**
 * Every bar of the bench. Machines differ threefold from day to day, so every figure of time or CPU
 * is compared with a yardstick of the same run: the time of raw onnxruntime for a row of a batch of
 * 64 (100 trees, 183 features), and the time of an empty round trip through the broker under the
 * same load. docs/benchmarks.md explains how each bar was chosen.
 */
export const BARS = {
  /** CPU of a row of 183 features at 50 assets, in rows of onnxruntime. */
  features: { on: 'ratio', atMost: 1.5 },

  /** Models in memory at once. */
  cacheModels: { on: 'value', atLeast: 1_000 },
  cacheMemoryMiB: { on: 'value', atMost: 2_048 },
  cacheEvictions: { on: 'value', atLeast: 25_000 },
  /**
   * Growth over the second half of all evictions that still counts as none: garbage that is not
   * collected yet.
   */
  cacheGrowth: { on: 'value', atMost: 1.05 },
  /** Frame of 8 rows to prediction, p99, in batches of onnxruntime. */
  cacheWarm: { on: 'ratio', atMost: 16 },
  /** The same for a model that is not in memory. */
  cacheMiss: { on: 'ratio', atMost: 800 },

  /**
   * p99 of the step with the most organizations, in empty round trips; with fewer, a p99 rests on a
   * handful of rows.
   */
  alertDecided: { on: 'ratio', atMost: 4 },
  alertPushed: { on: 'ratio', atMost: 10 },
  rulesDecided: { on: 'ratio', atMost: 4 },
  predictionDecided: { on: 'ratio', atMost: 8 },

  /** All processes together, with 50 organizations. */
  memoryMiB: { on: 'value', atMost: 2_560 },

  /** Share of the sent rows: 95 % are decided by the end of the load. */
  decidedShare: { on: 'ratio', atLeast: 0.95 },
  framesRefused: { on: 'value', atMost: 0 },
  /** p99 without the wait for the tick, which every row has by design, in empty round trips. */
  dueToDecided10k: { on: 'ratio', atMost: 5 },
  dueToDecided30k: { on: 'ratio', atMost: 7 },
  /** CPU of the whole platform for a prediction, in rows of onnxruntime: 3 rows a frame, then 9. */
  cpuOfPrediction10k: { on: 'ratio', atMost: 110 },
  cpuOfPrediction30k: { on: 'ratio', atMost: 40 },
  /** Predictions a second, relative to rows a second of onnxruntime. */
  closedLoop: { on: 'ratio', atLeast: 0.14 },

  /** The others' p99 while one organization floods, in empty round trips. */
  floodAlertDecided: { on: 'ratio', atMost: 6 },
  floodAlertPushed: { on: 'ratio', atMost: 12 },
  floodDueToDecided: { on: 'ratio', atMost: 7 },

  flips: { on: 'value', atLeast: 2 },
  flipUnanswered: { on: 'value', atMost: 0 },
  /** p99 while versions flip, relative to the p99 while nothing changes. */
  flipP99: { on: 'ratio', atMost: 2 },
  /**
   * Ten times the worst time on the slowest day: a promise to people, not a measure of the machine.
   */
  rollBackS: { on: 'value', atMost: 2 },

  /**
   * With the historian running, relative to it stopped: nothing is added that can be told from
   * noise.
   */
  hotPathP99: { on: 'ratio', atMost: 1.15 },
  hotPathCpu: { on: 'ratio', atMost: 1.05 },
  /** Scans of 45 tags a second into the history, in bulk. */
  historyWritten: { on: 'value', atLeast: 100_000 },
  /** CPU of the historian with 50 organizations, a row a second each. */
  historianCores: { on: 'value', atMost: 0.05 },
  /** Memory of the historian at any time. */
  historianMemoryMiB: { on: 'value', atMost: 400 },
  /** Bytes of a raw row with quality, relative to the source's table with its index. */
  historySpace: { on: 'ratio', atMost: 1 / 25 },
  /** A year at a row a second, read from the source. */
  takeOverMinutes: { on: 'value', atMost: 25 },
  /** The share of the source that an organization allows by default. */
  takeOverSourceCores: { on: 'value', atMost: 0.25 },
  /** Training from the historian, relative to training through the source. */
  trainingFromHistory: { on: 'ratio', atMost: 1 },
  /** p95 of a chart, milliseconds: promises to people who look at one. */
  readDayWarmMs: { on: 'value', atMost: 120 },
  readDayColdMs: { on: 'value', atMost: 400 },
  readMonthMs: { on: 'value', atMost: 250 },
  readYearMs: { on: 'value', atMost: 500 },

  /** The control room: promises to people, for the machine that the design names. gzip. */
  webScriptKB: { on: 'value', atMost: 180 },
  webStylesKB: { on: 'value', atMost: 25 },
  /** A font is compressed by itself. */
  webFontsKiB: { on: 'value', atMost: 48 },
  webChunkKB: { on: 'value', atMost: 120 },
  /** Address to first alert, the processor a quarter as fast, 10 Mbit/s. */
  webFirstListColdMs: { on: 'value', atMost: 1_800 },
  webFirstListWarmMs: { on: 'value', atMost: 700 },
  /** With 10 000 standing alerts. */
  webFirstRowMs: { on: 'value', atMost: 1_000 },
  webFilterMs: { on: 'value', atMost: 50 },
  /** 60 a second, less what a clock of milliseconds makes of it. */
  webScrollFrames: { on: 'value', atLeast: 59 },
  webRows: { on: 'value', atMost: 60 },
  webRowNodes: { on: 'value', atMost: 40 },
  /** At 200 changes a second. */
  webFloodPaintMs: { on: 'value', atMost: 250 },
  webFloodTaskMs: { on: 'value', atMost: 50 },
  webFloodLost: { on: 'value', atMost: 0 },
  /** Heap after twelve hours of events, relative to before. */
  webShiftHeap: { on: 'ratio', atMost: 1.1 },
  webPixelsMs: { on: 'value', atMost: 250 },
  webSeenThereMs: { on: 'value', atMost: 1_000 },
  webDayMs: { on: 'value', atMost: 500 },
  webMonthMs: { on: 'value', atMost: 800 },
  webYearMs: { on: 'value', atMost: 1_000 },
  webDeadConnectionS: { on: 'value', atMost: 10 },
  webLighthousePerformance: { on: 'value', atLeast: 95 },
  webLighthouseWhole: { on: 'value', atLeast: 100 },
  webAxe: { on: 'value', atMost: 0 },
  webContrast: { on: 'value', atMost: 0 },
  /** A figure that could not be measured has none. */
  webMeasured: { on: 'value', atLeast: 1 },
} as const satisfies Record<string, Bar>;
export type BarName = keyof typeof BARS;
