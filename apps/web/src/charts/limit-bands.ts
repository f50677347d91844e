import type { Severity } from '../api/index.js';
import type { LimitBand } from './lane-drawing.js';
import type { TimeRange } from './time-range.js';

/** From where on a value is an alert. */
export interface Limit {
  readonly severity: Severity;
  readonly side: 'high' | 'low';
  /** The limit, or its distance from the set value. */
  readonly at: number;
  readonly isFromSetValue: boolean;
}

/** Limits over the range; those of a deviation follow the set value, and are absent without one. */
export function limitBands(
  limits: readonly Limit[],
  timesMs: readonly number[],
  setValues: readonly (number | null)[],
  range: TimeRange,
): LimitBand[] {
  const steps = stepsOf(timesMs, setValues);
  return limits.flatMap(({ severity, side, at, isFromSetValue }) => {
    const colours = { tint: `${severity}-tint`, edge: `${severity}-edge` };
    if (!isFromSetValue) return [{ ...range, side, at, ...colours }];
    return steps.map(({ value, fromMs, toMs }) => ({ fromMs, toMs, side, at: value + at, ...colours }));
  });
}

interface Step extends TimeRange {
  readonly value: number;
}

/** Stretches of one set value. */
function stepsOf(timesMs: readonly number[], values: readonly (number | null)[]): Step[] {
  const steps: Step[] = [];
  for (const [point, fromMs] of timesMs.entries()) {
    const value = values[point];
    if (value == null) continue;
    const toMs = timesMs[point + 1] ?? fromMs;
    const former = steps.at(-1);
    if (former?.value === value && former.toMs === fromMs) steps[steps.length - 1] = { ...former, toMs };
    else steps.push({ value, fromMs, toMs });
  }
  return steps;
}
