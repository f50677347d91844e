import type { Failure } from '../labels/failure.js';
import type { FoldRange } from './split-plan.js';

/** Cuts of a record into blocks of time; no cut lies where a failure is coming or lasting. */
export interface TimeBlocks {
  readonly ranges: readonly FoldRange[];
  /** Failures in each block. */
  readonly failures: readonly number[];
}

interface Busy {
  fromMs: number;
  toMs: number;
  failures: number;
}

/**
 * Divides time into at most `blocksMax` blocks with about as many failures each; cuts lie in the
 * middle of quiet times of the whole fleet.
 * @returns null when failures leave no quiet time between them to cut in.
 */
export function cutBetweenFailures(
  failures: readonly Failure[],
  horizonMs: number,
  blocksMax: number,
): TimeBlocks | null {
  const busy = busyTimes(failures, horizonMs);
  const blocks = Math.min(blocksMax, busy.length);
  if (blocks < 2) return null;
  const cutsMs: number[] = [];
  const counts: number[] = [];
  let [own, placed] = [0, 0];
  busy.forEach(({ toMs, failures: here }, i) => {
    own += here;
    const next = busy[i + 1];
    const left = blocks - cutsMs.length;
    if (next === undefined || left <= 1) return;
    // Cut when the block has its share of the remaining failures, or when as many busy times remain
    // as blocks to fill.
    const share = (failures.length - placed) / left;
    const isClosest = own + next.failures / 2 > share;
    if (!isClosest && busy.length - i - 1 > left - 1) return;
    cutsMs.push((toMs + next.fromMs) / 2);
    counts.push(own);
    placed += own;
    own = 0;
  });
  counts.push(own);
  const edges = [-Infinity, ...cutsMs, Infinity];
  return {
    failures: counts,
    ranges: counts.map((_, fold) => ({
      fromMs: edges[fold] ?? -Infinity,
      toMs: edges[fold + 1] ?? Infinity,
      fold,
    })),
  };
}

/**
 * Times from a horizon before a failure (or since it shows) until it has recovered; those that
 * touch are one.
 */
function busyTimes(failures: readonly Failure[], horizonMs: number): Busy[] {
  const times = failures
    .map(({ atMs, endsMs, developsFromMs }): Busy => ({
      fromMs: Math.min(developsFromMs ?? Infinity, atMs - horizonMs),
      toMs: Number.isFinite(endsMs) ? Math.max(atMs, endsMs) : atMs,
      failures: 1,
    }))
    .sort((a, b) => a.fromMs - b.fromMs);
  const merged: Busy[] = [];
  for (const time of times) {
    const last = merged.at(-1);
    if (last === undefined || time.fromMs > last.toMs) merged.push(time);
    else {
      last.toMs = Math.max(last.toMs, time.toMs);
      last.failures += 1;
    }
  }
  return merged;
}
