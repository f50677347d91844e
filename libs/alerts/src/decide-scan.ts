import { adoptProgram } from './adopt-program.js';
import { clockOf, type AssetMemory, type RuleMemory } from './asset-memory.js';
import {
  VERDICT,
  advancePhase,
  judgeMagnitude,
  magnitudeOf,
  noteFlag,
  noteSetValue,
  type Verdict,
} from './judge-rule.js';
import { applyVerdict, dropRule, leaveState } from './rule-causes.js';
import type { CompiledValueRule, RuleProgram, ScanBinding } from './rule-program.js';
import { runTimers } from './timers.js';
import { DECIDED, LATE, STALE, Decision, type Outside, type Outcome } from './decision.js';

/** One scan of one asset, as a view into a batch; a caller may use one object for all rows. */
export interface ScanRow {
  sequence: number;
  eventTimeMs: number;
  /** Wall time of the reading. */
  readAtMs: number;
  /** Index into the binding's state names. */
  state: number;
  /** Holds the row's values from `offset` on, in the order of the binding's tags; NaN is missing, booleans are 0/1. */
  values: Float64Array;
  offset: number;
}

/**
 * How long an unknown state counts as the last known one: a value missing from one scan must not
 * clear an alert. Milliseconds of event time.
 */
export const UNKNOWN_STATE_HOLD_MS = 60_000;

/**
 * Judges every rule on one scan and advances the asset's memory. A scan with nothing happening
 * costs a few nanoseconds a rule and allocates nothing. `stale`: its sequence was already decided,
 * nothing changes.
 */
export function decideScan(
  memory: AssetMemory,
  binding: ScanBinding,
  row: ScanRow,
  outside: Outside,
): Outcome {
  if (row.sequence <= memory.lastSequence) return STALE;
  const { program } = binding;
  const atMs = row.eventTimeMs;
  let decision: Decision | null = null;
  if (memory.revision !== program.revision) {
    decision = new Decision(memory, program, outside, atMs, row.readAtMs);
    adoptProgram(decision);
  }
  memory.lastSequence = row.sequence;
  memory.scansDecided += 1;
  if (memory.lastScanAtMs !== null && atMs < memory.lastScanAtMs) {
    // Late or not, a row has come.
    decision = endSilence(memory, program, row, clockOf(memory) ?? atMs, outside, decision);
    return decision === null ? LATE : { status: 'late', changes: decision.changes };
  }
  memory.lastScanAtMs = atMs;
  const judged = judgedMask(memory, binding, row.state, atMs);

  for (let i = 0; i < program.valueRules.length; i += 1) {
    const compiled = program.valueRules[i];
    const rule = compiled === undefined ? undefined : memory.rules[compiled.index];
    if (compiled === undefined || rule === undefined) continue;
    const column = binding.columns[i] ?? -1;
    const setColumn = binding.setColumns[i] ?? -1;
    const value = column < 0 ? NaN : (row.values[row.offset + column] ?? NaN);
    const setValue = setColumn < 0 ? NaN : (row.values[row.offset + setColumn] ?? NaN);
    const isJudged = judged === undefined || judged[compiled.index] === 1;
    if (!isJudged && rule.phase !== 'idle') {
      decision ??= new Decision(memory, program, outside, atMs, row.readAtMs);
      leaveState(decision, rule);
    }
    const verdict = judgeValue(compiled, rule, isJudged, value, setValue, atMs);
    if (verdict !== VERDICT.nothing) {
      decision ??= new Decision(memory, program, outside, atMs, row.readAtMs);
      applyVerdict(decision, compiled, rule, verdict, value, setValue);
    }
  }
  decision = endSilence(memory, program, row, atMs, outside, decision);
  if (atMs >= memory.nextDueMs) {
    decision ??= new Decision(memory, program, outside, atMs, row.readAtMs);
    runTimers(decision);
  }
  return decision === null ? DECIDED : decision.outcome();
}

/**
 * A row came: no-data rules clear after their off-delay. It runs on event time and on reading time,
 * and the first to end counts: the source's clock may stand still or have been set back.
 */
function endSilence(
  memory: AssetMemory,
  program: RuleProgram,
  { readAtMs }: ScanRow,
  atMs: number,
  outside: Outside,
  begun: Decision | null,
): Decision | null {
  let decision = begun;
  for (const { index, onDelayMs, offDelayMs } of program.noDataRules) {
    const rule = memory.rules[index];
    if (rule === undefined || rule.phase === 'idle') continue;
    if (rule.phase !== 'leaving') rule.leftAtReadMs = readAtMs;
    const isOver = readAtMs - (rule.leftAtReadMs ?? readAtMs) >= offDelayMs;
    if (advancePhase(rule, false, onDelayMs, isOver ? 0 : offDelayMs, atMs, atMs) !== VERDICT.clear) continue;
    decision ??= new Decision(memory, program, outside, atMs, readAtMs);
    dropRule(decision, rule.ruleId, 'cleared');
  }
  return decision;
}

/** The rules that are judged now. An unknown state counts as the last known one for a while. */
function judgedMask(
  memory: AssetMemory,
  binding: ScanBinding,
  state: number,
  atMs: number,
): Uint8Array | undefined {
  if (state !== binding.unknownState) {
    memory.state = binding.stateNames[state] ?? null;
    memory.stateAtMs = atMs;
    return binding.judged[state];
  }
  if (memory.state !== null && atMs - memory.stateAtMs <= UNKNOWN_STATE_HOLD_MS) {
    const held = binding.stateNames.indexOf(memory.state);
    if (held >= 0) return binding.judged[held];
  }
  memory.state = null;
  return binding.judged[state];
}

function judgeValue(
  compiled: CompiledValueRule,
  rule: RuleMemory,
  isJudged: boolean,
  value: number,
  setValue: number,
  atMs: number,
): Verdict {
  if (compiled.type === 'flag') {
    if (value !== value) return VERDICT.nothing;
    const hold = noteFlag(compiled, rule, value >= 0.5, atMs);
    if (!isJudged) return VERDICT.nothing;
    // A standing flag is never raised; a raised one stays until it is off, and is held from now on.
    if (rule.standing && (rule.phase === 'idle' || rule.phase === 'pending')) {
      rule.phase = 'idle';
      return VERDICT.nothing;
    }
    const verdict = judgeMagnitude(compiled, rule, value, atMs);
    return verdict === VERDICT.nothing ? hold : verdict;
  }
  if (!isJudged) return VERDICT.nothing;
  const magnitude = magnitudeOf(compiled, value, setValue);
  if (magnitude !== magnitude) return VERDICT.nothing;
  if (compiled.type === 'deviation') noteSetValue(compiled, rule, setValue, atMs);
  return judgeMagnitude(compiled, rule, magnitude, atMs);
}
