export interface TimeSplit {
  /** Rows up to this time (inclusive) train. */
  readonly trainToMs: number;
  /** Rows from this time on are held out. */
  readonly testFromMs: number;
  readonly failuresTrain: number;
  readonly failuresTest: number;
}

export interface TimeSplitOptions {
  readonly failuresAtMs: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly horizonMs: number;
  /** Longest window or lag. */
  readonly windowMsMax: number;
  /**
   * Share of failures to hold out, and share of time where several cuts hold out the same failures.
   */
  readonly testShare: number;
  /** The held-out part may not begin before this. */
  readonly testFromMsMin?: number;
}

/**
 * Cuts the record at a whole millisecond into an older part for training and a newer one held out,
 * with a gap of horizon + longest window between them, so no row of one side sees or is labelled by
 * data of the other side. Every cut that keeps the whole horizon before a held-out failure is
 * compared: near the wanted share, with few failures lost in the gap.
 * @returns null when no cut leaves failures on both sides.
 */
export function splitByTime(options: TimeSplitOptions): TimeSplit | null {
  const { fromMs, toMs, horizonMs, windowMsMax, testShare } = options;
  const failures = [...options.failuresAtMs].sort((a, b) => a - b);
  const gapMs = horizonMs + windowMsMax;
  const requestedMs = Math.round(fromMs + (1 - testShare) * (toMs - fromMs));
  let best: TimeSplit | null = null;
  let bestCost = Infinity;
  failures.forEach((atMs, k) => {
    const latestMs = atMs - horizonMs;
    const earliestMs = Math.min(latestMs, (failures[k - 1] ?? fromMs) + gapMs + 1);
    const wantedMs = Math.min(latestMs, Math.max(earliestMs, requestedMs));
    const testFromMs = Math.max(wantedMs, options.testFromMsMin ?? -Infinity);
    const trainToMs = testFromMs - gapMs;
    const failuresTrain = countUpTo(failures, trainToMs);
    const failuresTest = failures.length - countUpTo(failures, testFromMs + horizonMs - 1);
    if (failuresTrain === 0 || failuresTest === 0 || trainToMs <= fromMs) return;
    const lost = failures.length - failuresTrain - failuresTest;
    const cost = Math.abs(failuresTest / failures.length - testShare) + lost / failures.length;
    if (cost >= bestCost) return;
    bestCost = cost;
    best = { trainToMs, testFromMs, failuresTrain, failuresTest };
  });
  return best;
}

/** How many of the ascending values are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
