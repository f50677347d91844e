/** Statistics of a set of latencies, milliseconds. */
export interface Spread {
  readonly count: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/**
 * The value that a share `q` (0-1) of the samples does not exceed (nearest rank); null without
 * samples.
 */
export function percentile(samples: readonly number[], q: number): number | null {
  return nearestRank(Float64Array.from(samples).sort(), q);
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = Float64Array.from(samples).sort();
  return {
    count: sorted.length,
    p50: nearestRank(sorted, 0.5),
    p99: nearestRank(sorted, 0.99),
    max: sorted.at(-1) ?? null,
  };
}

function nearestRank(sorted: Float64Array, q: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null;
}

/**
 * Counts by upper bound, ascending, each bucket by itself (not cumulative); the last bound is
 * Infinity.
 */
export interface Histogram {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

/** The observations between two readings of one histogram. */
export function histogramDelta(before: Histogram, after: Histogram): Histogram {
  return {
    bounds: after.bounds,
    counts: after.counts.map((count, index) => count - (before.counts[index] ?? 0)),
  };
}

/**
 * The same observations with bounds in milliseconds, the unit of the bench; services count in
 * seconds.
 */
export function inMilliseconds({ bounds, counts }: Histogram): Histogram {
  // To the microsecond: 0.0225 s is 22.5 ms, not a little less.
  return { bounds: bounds.map((seconds) => Math.round(seconds * 1_000_000) / 1_000), counts };
}

/** The observations of several periods together; all have the same bounds. */
export function histogramSum([first, ...others]: readonly Histogram[]): Histogram {
  if (first === undefined) return { bounds: [], counts: [] };
  const counts = first.counts.map((count, index) =>
    others.reduce((sum, other) => sum + (other.counts[index] ?? 0), count),
  );
  return { bounds: first.bounds, counts };
}

/** Leaves out `count` observations that are known to lie in the last, open bucket. */
export function withoutOverflow({ bounds, counts }: Histogram, count: number): Histogram {
  const last = counts.length - 1;
  return { bounds, counts: counts.map((n, index) => (index === last ? Math.max(0, n - count) : n)) };
}

export const countOf = ({ counts }: Histogram): number => counts.reduce((sum, count) => sum + count, 0);

/**
 * The value that a share `q` does not exceed, by linear interpolation within its bucket; for the
 * open last bucket its lower bound. Null when empty.
 */
export function histogramPercentile(histogram: Histogram, q: number): number | null {
  const { bounds, counts } = histogram;
  const rank = q * countOf(histogram);
  if (rank === 0) return null;
  let below = 0;
  for (let i = 0; i < counts.length; i += 1) {
    const count = counts[i] ?? 0;
    const low = i === 0 ? 0 : (bounds[i - 1] ?? 0);
    const high = bounds[i] ?? Infinity;
    if (below + count >= rank && count > 0) {
      return Number.isFinite(high) ? low + ((high - low) * (rank - below)) / count : low;
    }
    below += count;
  }
  return null;
}
