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
import { DECIDED, LATE, STALE, Turn, type Outside, type Outcome } from './turn.js';

/** One scan of one asset, as a view into a batch; a caller may use one object for all rows. */
export interface ScanRow {
  sequence: number;
  eventTimeMs: number;
  /** Wall clock of the reading. */
  readAtMs: number;
  /** Index into the binding's state names. */
  state: number;
  /** Holds the row's values from `offset` on, in the order of the binding's tags; NaN is missing, booleans are 0/1. */
  values: Float64Array;
  offset: number;
}

/**
 * For how long a state that cannot be told counts as the one before it: a value missing from one scan must not clear what is true.
 * Milliseconds of event time.
 */
export const UNKNOWN_STATE_HOLD_MS = 60_000;

/**
 * Judges every rule on one scan and advances the asset's memory. A scan with nothing happening costs a few nanoseconds a rule and
 * allocates nothing. `stale`: its sequence was decided before, nothing changes.
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
  let turn: Turn | null = null;
  if (memory.revision !== program.revision) {
    turn = new Turn(memory, program, outside, atMs, row.readAtMs);
    adoptProgram(turn);
  }
  memory.lastSequence = row.sequence;
  memory.scansDecided += 1;
  if (memory.lastScanAtMs !== null && atMs < memory.lastScanAtMs) {
    // Late or not, something has come.
    turn = endSilence(memory, program, row, clockOf(memory) ?? atMs, outside, turn);
    return turn === null ? LATE : { status: 'late', changes: turn.changes };
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
      turn ??= new Turn(memory, program, outside, atMs, row.readAtMs);
      leaveState(turn, rule);
    }
    const verdict = judgeValue(compiled, rule, isJudged, value, setValue, atMs);
    if (verdict !== VERDICT.nothing) {
      turn ??= new Turn(memory, program, outside, atMs, row.readAtMs);
      applyVerdict(turn, compiled, rule, verdict, value, setValue);
    }
  }
  turn = endSilence(memory, program, row, atMs, outside, turn);
  if (atMs >= memory.nextDueMs) {
    turn ??= new Turn(memory, program, outside, atMs, row.readAtMs);
    runTimers(turn);
  }
  return turn === null ? DECIDED : turn.outcome();
}

/**
 * A row came: no-data rules let go, after their off-delay. That runs on event time and on the time of reading, whichever is over first: the source's clock may
 * stand still or have been set back.
 */
function endSilence(
  memory: AssetMemory,
  program: RuleProgram,
  { readAtMs }: ScanRow,
  atMs: number,
  outside: Outside,
  begun: Turn | null,
): Turn | null {
  let turn = begun;
  for (const { index, onDelayMs, offDelayMs } of program.noDataRules) {
    const rule = memory.rules[index];
    if (rule === undefined || rule.phase === 'idle') continue;
    if (rule.phase !== 'leaving') rule.leftAtReadMs = readAtMs;
    const isOver = readAtMs - (rule.leftAtReadMs ?? readAtMs) >= offDelayMs;
    if (advancePhase(rule, false, onDelayMs, isOver ? 0 : offDelayMs, atMs, atMs) !== VERDICT.clear) continue;
    turn ??= new Turn(memory, program, outside, atMs, readAtMs);
    dropRule(turn, rule.ruleId, 'cleared');
  }
  return turn;
}

/** Which rules are judged now. A state that cannot be told counts as the last known one for a while. */
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
    // A flag that stands is never raised; one that was raised stays until it is off, held from now on.
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
