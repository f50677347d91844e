import type { NoDataRule, Rule } from '@eagle/contracts/domain';
import type { Cause, RuleMemory } from './asset-memory.js';
import { addCause, amendCause, episodeOfCause, removeCause } from './episode.js';
import { VERDICT, resetRule, type Verdict } from './judge-rule.js';
import type { CompiledValueRule } from './rule-program.js';
import { noDataText, ruleText } from './texts.js';
import type { Turn } from './turn.js';

/** A rule brings nothing to an alert beyond its cause. */
const NOTHING_MORE = () => ({});

/** Carries the verdict on a value rule into the alerts. */
export function applyVerdict(
  turn: Turn,
  compiled: CompiledValueRule,
  memory: RuleMemory,
  verdict: Verdict,
  value: number,
  setValue: number,
): void {
  switch (verdict) {
    case VERDICT.nothing:
      return;
    case VERDICT.raise:
      addCause(
        turn,
        compiled.rule.component,
        causeFor(turn, compiled, memory, measuredAs(value, setValue)),
        NOTHING_MORE,
      );
      return;
    case VERDICT.clear:
      dropRule(turn, compiled.rule.id, 'cleared');
      return;
    case VERDICT.severity: {
      const cause = causeFor(turn, compiled, memory, measuredAs(value, setValue));
      const { severity, text, measured } = cause;
      // Where the alert could not be stored there is none.
      if (episodeOfCause(turn.memory, compiled.rule.id) === undefined)
        addCause(turn, compiled.rule.component, cause, NOTHING_MORE);
      else amendRule(turn, compiled.rule.id, { severity, text, measured });
      return;
    }
    case VERDICT.hold:
      amendRule(turn, compiled.rule.id, { held: true });
      return;
  }
}

/** A no-data rule's condition has held long enough. */
export function raiseNoData(turn: Turn, rule: NoDataRule, silentMs: number): void {
  addCause(turn, rule.component, noDataCause(turn, rule, silentMs), NOTHING_MORE);
}

/** A rule's condition is gone, or the rule is no longer judged: its alert clears unless something else stands behind it. */
export function dropRule(turn: Turn, ruleId: Rule['id'], why: 'cleared' | 'suppressed'): void {
  const episode = episodeOfCause(turn.memory, ruleId);
  if (episode !== undefined) removeCause(turn, episode, ruleId, why);
}

/** The operating state has left those in which the rule means something. */
export function leaveState(turn: Turn, memory: RuleMemory): void {
  resetRule(memory);
  dropRule(turn, memory.ruleId, 'suppressed');
}

function causeFor(turn: Turn, compiled: CompiledValueRule, memory: RuleMemory, measured: Measured): Cause {
  const { id, kind, title, recommendedAction } = compiled.rule;
  const { value, setValue } = measured;
  return {
    ruleId: id,
    kind,
    severity: compiled.severities[memory.announcedBand] ?? 'low',
    held: false,
    title,
    text: ruleText(turn.program, turn.assetName(), compiled, value, setValue ?? NaN),
    action: recommendedAction,
    seen: null,
    // What is no number does not survive JSON.
    measured: Number.isFinite(value) ? measured : null,
  };
}

function noDataCause(turn: Turn, rule: NoDataRule, silentMs: number): Cause {
  const { id, kind, severity, title, recommendedAction } = rule;
  return {
    ruleId: id,
    kind,
    severity,
    held: false,
    title,
    text: noDataText(turn.assetName(), silentMs),
    action: recommendedAction,
    seen: null,
    measured: { value: silentMs, setValue: null },
  };
}

type Measured = NonNullable<Cause['measured']>;

const measuredAs = (value: number, setValue: number): Measured => ({
  value,
  setValue: Number.isFinite(setValue) ? setValue : null,
});

/** A cause as its rule in force states it: what was measured stays, what it means and what to do is the rule's. */
export function restated(turn: Turn, cause: Cause): Cause {
  const { program, memory } = turn;
  const { seen, held, measured } = cause;
  const now = (stated: Cause): Cause =>
    measured === null ? { ...stated, text: cause.text, measured, seen, held } : { ...stated, seen, held };
  const known = { value: 0, setValue: null, ...measured };
  const compiled = program.valueRules.find(({ rule }) => rule.id === cause.ruleId);
  const progress = compiled === undefined ? undefined : memory.rules[compiled.index];
  if (compiled !== undefined && progress !== undefined) return now(causeFor(turn, compiled, progress, known));
  const silence = program.noDataRules.find(({ rule }) => rule.id === cause.ruleId);
  return silence === undefined ? cause : now(noDataCause(turn, silence.rule, known.value));
}

/** Gives a rule's cause new values and tells of what weighs. */
function amendRule(turn: Turn, ruleId: Rule['id'], values: Partial<Cause>): void {
  const episode = episodeOfCause(turn.memory, ruleId);
  const cause = episode?.causes.find((other) => other.ruleId === ruleId);
  if (episode === undefined || cause === undefined) return;
  amendCause(turn, episode, { ...cause, ...values }, null, NOTHING_MORE);
}
