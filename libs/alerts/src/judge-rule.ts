import type { RuleMemory } from './asset-memory.js';
import type { CompiledValueRule } from './rule-program.js';

/** Result of one judgement of one rule. */
export const VERDICT = { nothing: 0, raise: 1, clear: 2, severity: 3, hold: 4 } as const;
export type Verdict = (typeof VERDICT)[keyof typeof VERDICT];

/**
 * How far the values have moved in the rule's direction; NaN when a value is missing.
 * @param setValue the set value of a deviation, ignored by the other types
 */
export function magnitudeOf(compiled: CompiledValueRule, value: number, setValue: number): number {
  if (compiled.type !== 'deviation') return compiled.direction === 'below' ? -value : value;
  const distance = value - setValue;
  if (compiled.direction === 'both') return Math.abs(distance);
  return compiled.direction === 'above' ? distance : -distance;
}

/**
 * The worst band that holds. A band that held before (the current one and every milder one) ends
 * only below `from - deadband`.
 * @returns index into the compiled bands, -1 for none
 */
function bandOf(compiled: CompiledValueRule, magnitude: number, current: number): number {
  const { froms, deadband } = compiled;
  for (let i = 0; i < froms.length; i += 1) {
    const from = froms[i] ?? Infinity;
    const threshold = current >= 0 && i >= current ? from - deadband : from;
    if (magnitude >= threshold) return i;
  }
  return -1;
}

/**
 * Judges a known magnitude at event time `atMs`, in an operating state in which the rule is judged. Advances `memory`.
 * On-delay: raised by the first row that holds at least `onDelayMs` after the first row of the unbroken run of known rows that hold.
 * Off-delay: likewise for clearing. Severity rises at once and falls after it has been milder for the off-delay.
 */
export function judgeMagnitude(
  compiled: CompiledValueRule,
  memory: RuleMemory,
  magnitude: number,
  atMs: number,
): Verdict {
  const band = bandOf(compiled, magnitude, memory.band);
  memory.band = band;
  const verdict = advancePhase(memory, band >= 0, compiled.onDelayMs, compiled.offDelayMs, atMs, atMs);
  if (verdict === VERDICT.raise) {
    memory.announcedBand = band;
    memory.milderSinceMs = null;
    return verdict;
  }
  if (memory.phase !== 'active' || band === memory.announcedBand) {
    memory.milderSinceMs = null;
    return verdict;
  }
  return judgeSeverity(compiled, memory, band, atMs);
}

function judgeSeverity(compiled: CompiledValueRule, memory: RuleMemory, band: number, atMs: number): Verdict {
  if (band < memory.announcedBand) {
    memory.milderSinceMs = null;
    // A new set value makes every distance jump: the machine gets the on-delay before this counts
    // as worse.
    const settling = memory.setValue !== null && atMs - memory.setValueAtMs < compiled.onDelayMs;
    if (settling) return VERDICT.nothing;
    memory.announcedBand = band;
    return VERDICT.severity;
  }
  memory.milderSinceMs ??= atMs;
  if (atMs - memory.milderSinceMs < compiled.offDelayMs) return VERDICT.nothing;
  memory.announcedBand = band;
  memory.milderSinceMs = null;
  return VERDICT.severity;
}

/**
 * The delays. `beganAtMs` is when the condition began to hold where that is known better than by the row (no data), else `atMs`.
 */
export function advancePhase(
  memory: RuleMemory,
  holds: boolean,
  onDelayMs: number,
  offDelayMs: number,
  beganAtMs: number,
  atMs: number,
): Verdict {
  switch (memory.phase) {
    case 'idle':
      if (!holds) return VERDICT.nothing;
      memory.phase = 'pending';
      memory.sinceMs = beganAtMs;
      return raiseWhenDue(memory, onDelayMs, atMs);
    case 'pending':
      if (holds) return raiseWhenDue(memory, onDelayMs, atMs);
      memory.phase = 'idle';
      return VERDICT.nothing;
    case 'active':
      if (holds) return VERDICT.nothing;
      memory.phase = 'leaving';
      memory.sinceMs = atMs;
      return clearWhenDue(memory, offDelayMs, atMs);
    case 'leaving':
      if (!holds) return clearWhenDue(memory, offDelayMs, atMs);
      memory.phase = 'active';
      return VERDICT.nothing;
  }
}

function raiseWhenDue(memory: RuleMemory, onDelayMs: number, atMs: number): Verdict {
  if (atMs - memory.sinceMs < onDelayMs) return VERDICT.nothing;
  memory.phase = 'active';
  return VERDICT.raise;
}

function clearWhenDue(memory: RuleMemory, offDelayMs: number, atMs: number): Verdict {
  if (atMs - memory.sinceMs < offDelayMs) return VERDICT.nothing;
  resetRule(memory);
  return VERDICT.clear;
}

/**
 * Back to `idle`, as after clearing or where the rule is not judged. The state of the signal itself
 * stays.
 */
export function resetRule(memory: RuleMemory): void {
  memory.phase = 'idle';
  memory.band = -1;
  memory.announcedBand = -1;
  memory.milderSinceMs = null;
}

/**
 * Notes the set value in force. A change by more than the deadband restarts a running on-delay: the
 * machine needs time to follow.
 */
export function noteSetValue(
  compiled: CompiledValueRule,
  memory: RuleMemory,
  setValue: number,
  atMs: number,
): void {
  if (memory.setValue === null) {
    memory.setValue = setValue;
    memory.setValueAtMs = atMs - compiled.onDelayMs;
    return;
  }
  if (Math.abs(setValue - memory.setValue) <= compiled.deadband) return;
  memory.setValue = setValue;
  memory.setValueAtMs = atMs;
  if (memory.phase === 'pending') resetRule(memory);
}

/**
 * Notes whether a flag is on, in every operating state. It stands once it has been on for longer than `standingAfterMs`, or was on in the
 * first scan ever seen; it stops standing when it has been off once.
 * @returns `hold` when it began to stand just now
 */
export function noteFlag(
  compiled: CompiledValueRule,
  memory: RuleMemory,
  on: boolean,
  atMs: number,
): Verdict {
  const first = !memory.seen;
  memory.seen = true;
  if (!on) {
    memory.trueSinceMs = null;
    memory.standing = false;
    return VERDICT.nothing;
  }
  memory.trueSinceMs ??= atMs;
  if (memory.standing || compiled.standingAfterMs === null) return VERDICT.nothing;
  if (!first && atMs - memory.trueSinceMs <= compiled.standingAfterMs) return VERDICT.nothing;
  memory.standing = true;
  return VERDICT.hold;
}
