import type { DemoPlant } from '../plants/demo-plant.js';
import type { PlantSimulation } from '../simulate/plant-simulation.js';

const HOUR_MS = 3_600_000;
/** A pause longer than this stays a gap: the plant was off. */
export const CATCH_UP_MS_MAX = 6 * HOUR_MS;
/**
 * A plant with gaps may have run this long without writing; a state further ahead belongs to
 * another table.
 */
const UNWRITTEN_MS_MAX = 2 * 60_000;

export interface TakeUp {
  readonly plant: DemoPlant;
  readonly seed: number;
  readonly nowMs: number;
  readonly historyMs: number;
  /** Time of the newest scan already in the table; null when it is empty. */
  readonly newestMs: number | null;
  readonly saved: string | null;
}

/**
 * Decides where a plant continues. A new one begins its history. One with rows continues after the
 * last of them, with the same process where its saved state can be used, at most six hours back.
 * @returns a simulation with the first missing scan as its next one.
 */
export function takeUp(input: TakeUp): PlantSimulation {
  const { plant, seed, nowMs, historyMs, newestMs } = input;
  if (newestMs === null) return plant.create(seed, nowMs - historyMs, nowMs);
  const earliestMs = nowMs - CATCH_UP_MS_MAX;
  const resumed = input.saved === null ? null : plant.resume(input.saved);
  if (resumed !== null && newestMs >= earliestMs) {
    const lastMs = lastScanMs(newestMs, resumed.periodMs);
    const aheadMs = resumed.nextMs - lastMs;
    if (aheadMs <= UNWRITTEN_MS_MAX && -aheadMs <= CATCH_UP_MS_MAX) {
      while (resumed.nextMs <= lastMs) resumed.advance();
      return resumed;
    }
  }
  // Another process than before: use other random numbers, so that it does not repeat the old one's
  // faults.
  const restartSeed = (seed ^ Math.floor(nowMs / 1_000)) | 0;
  const fresh = plant.create(restartSeed, Math.max(newestMs, earliestMs), nowMs);
  const lastMs = lastScanMs(newestMs, fresh.periodMs);
  while (fresh.nextMs <= lastMs) fresh.advance();
  return fresh;
}

/** The scan of a stamp with jitter. */
export function lastScanMs(newestMs: number, periodMs: number): number {
  return Math.round(newestMs / periodMs) * periodMs;
}
