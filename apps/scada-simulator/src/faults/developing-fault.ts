import type { Random } from '../random/random.js';

const MINUTE_MS = 60_000;

/**
 * One fault of one component, from its first invisible beginning to the end of its repair. Plain
 * data.
 */
export interface DevelopingFault {
  readonly faultId: string;
  readonly component: string;
  readonly developingSinceMs: number;
  /**
   * Progress was `anchorProgress` at `anchorMs` and reaches 1 at `tripsAtMs`, in a straight line
   * between.
   */
  anchorMs: number;
  anchorProgress: number;
  tripsAtMs: number;
  /** When the flag rose; null while the fault still develops. */
  trippedAtMs: number | null;
  /** When the repair ends; known from the trip on. */
  repairedAtMs: number | null;
  /** The convexity of the growth, and the strength relative to other faults of this kind. */
  readonly exponent: number;
  readonly strength: number;
  /** Period of the oscillation where its kind oscillates, in seconds. */
  readonly periodS: number;
}

/** A fault that develops over 14 to 28 minutes. */
export function beginFault(
  faultId: string,
  component: string,
  nowMs: number,
  random: Random,
  durationMs = random.between(14, 28) * MINUTE_MS,
): DevelopingFault {
  return {
    faultId,
    component,
    developingSinceMs: nowMs,
    anchorMs: nowMs,
    anchorProgress: 0,
    tripsAtMs: nowMs + durationMs,
    trippedAtMs: null,
    repairedAtMs: null,
    exponent: random.between(1, 1.35),
    strength: random.between(0.95, 1.1),
    periodS: random.between(36, 62),
  };
}

/** The progress: 0 at the beginning, 1 from the trip on. */
export function progressOf(fault: DevelopingFault, nowMs: number): number {
  if (fault.trippedAtMs !== null) return 1;
  const span = Math.max(1, fault.tripsAtMs - fault.anchorMs);
  const progress = fault.anchorProgress + (1 - fault.anchorProgress) * ((nowMs - fault.anchorMs) / span);
  return Math.min(1, Math.max(0, progress));
}

/** How strongly it acts on the process: 0 at its beginning, about 1 at its trip, convex between. */
export function severityOf(fault: DevelopingFault, nowMs: number): number {
  return fault.strength * progressOf(fault, nowMs) ** fault.exponent;
}

/** Moves the trip to `tripsAtMs`: from the present progress on, the line is steeper or flatter. */
export function moveTrip(fault: DevelopingFault, nowMs: number, tripsAtMs: number): void {
  fault.anchorProgress = progressOf(fault, nowMs);
  fault.anchorMs = nowMs;
  fault.tripsAtMs = Math.max(tripsAtMs, nowMs + 1);
}

/** Raises the flag and plans a repair of 10 to 20 minutes. */
export function trip(fault: DevelopingFault, nowMs: number, random: Random): void {
  fault.trippedAtMs = nowMs;
  fault.repairedAtMs = nowMs + random.between(10, 20) * MINUTE_MS;
}
