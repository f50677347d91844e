import { Random } from '../random/random.js';
import { FURNACE_PARTS, type FurnaceDesign } from './furnace-design.js';
import type { FurnaceState } from './furnace-state.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/**
 * Operators let the line run on for this long after a trip, except that a tripped conveyor stops it
 * at once.
 */
const RUN_ON_MS = 90_000;

/**
 * A span without operator stops and without new automatic faults: around the change from history to
 * live.
 */
export interface QuietSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The set values of the recipe in the present mode. */
export interface SetValues {
  readonly hardeningC: number;
  readonly temperingC: number;
  readonly carbonPercent: number;
}

export function setValuesOf(state: FurnaceState, design: FurnaceDesign): SetValues {
  if (state.mode === 'cooling') return { hardeningC: 100, temperingC: 100, carbonPercent: 0.25 };
  const { hardeningC, temperingC } = design;
  // The rich atmosphere enters only above 800 °C: below, it would not burn safely.
  const purging = state.mode === 'heating' && state.zones[0].temperatureC < 800;
  return { hardeningC, temperingC, carbonPercent: purging ? 0.25 : design.carbonPercent };
}

/**
 * Decides the next mode of the line: breaks, cool-downs, stops after trips, and back to running
 * when all is ready.
 */
export function advanceMode(state: FurnaceState, design: FurnaceDesign, quiet: QuietSpan | null): void {
  const now = state.nextMs;
  const tripped = state.course.faults.filter((fault) => fault.trippedAtMs !== null);
  switch (state.mode) {
    case 'running': {
      const stops = tripped.some((fault) => {
        const runOnMs = FURNACE_PARTS[fault.component]?.kind === 'conveyor' ? 10_000 : RUN_ON_MS;
        return now - (fault.trippedAtMs ?? now) >= runOnMs;
      });
      if (stops) state.mode = 'repair';
      else if (now >= state.nextBreakAtMs && state.course.faults.length === 0 && !inside(quiet, now)) {
        takeBreak(state, now);
      }
      return;
    }
    case 'repair':
      if (tripped.length === 0) state.mode = 'heating';
      return;
    case 'idle':
    case 'cooling':
      if (now >= state.modeEndsAtMs) state.mode = 'heating';
      return;
    case 'heating':
      if (tripped.length > 0) state.mode = 'repair';
      else if (isReady(state, design)) state.mode = 'running';
      return;
  }
}

export function inside(span: QuietSpan | null, nowMs: number): boolean {
  return span !== null && nowMs >= span.fromMs && nowMs < span.toMs;
}

/** Short breaks in which the furnace stays hot; every fourth is a cool-down. */
function takeBreak(state: FurnaceState, now: number): void {
  const random = new Random(state.random);
  state.breaks += 1;
  const cools = state.breaks % 4 === 2;
  state.mode = cools ? 'cooling' : 'idle';
  const lastsMs = cools ? random.between(1.8, 3) * HOUR_MS : random.between(12, 25) * MINUTE_MS;
  state.modeEndsAtMs = now + lastsMs;
  state.nextBreakAtMs = state.modeEndsAtMs + random.between(3.5, 6) * HOUR_MS;
}

function isReady(state: FurnaceState, design: FurnaceDesign): boolean {
  const targets = [design.hardeningC, design.hardeningC, design.temperingC, design.temperingC];
  const hot = state.zones.every((zone, i) => Math.abs(zone.temperatureC - (targets[i] ?? 0)) <= 5);
  return hot && state.carbonPercent >= design.carbonPercent - 0.045;
}
