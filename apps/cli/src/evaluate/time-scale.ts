import type { Lane } from '../recordings/recorded-folder.js';
import type { RecordedFailure } from '../recordings/recorded-failures.js';

/**
 * A horizon of this share of the time between failures leaves most of it quiet, to compare with.
 */
const HORIZON_SHARE = 0.1;
const HORIZON_PERIODS_MIN = 10;

/**
 * Median time that an asset runs from one failure (or its first row) to the next; null where there
 * is none.
 */
export function medianRunMs(lanes: readonly Lane[], failures: readonly RecordedFailure[]): number | null {
  const runs: number[] = [];
  for (const { asset, firstMs } of lanes) {
    let fromMs = firstMs;
    for (const failure of failures.filter((f) => f.asset === asset).sort((a, b) => a.atMs - b.atMs)) {
      if (failure.developsFromMs > fromMs) runs.push(failure.developsFromMs - fromMs);
      fromMs = Math.max(fromMs, failure.endsMs);
    }
  }
  runs.sort((a, b) => a - b);
  return runs[Math.floor(runs.length / 2)] ?? null;
}

/** The default horizon: a tenth of the usual time between failures, at least ten rows. */
export function inferHorizonMs(
  lanes: readonly Lane[],
  failures: readonly RecordedFailure[],
  scanPeriodMs: number,
): number {
  const runMs = medianRunMs(lanes, failures) ?? 0;
  return Math.round(Math.max(HORIZON_PERIODS_MIN * scanPeriodMs, HORIZON_SHARE * runMs));
}
