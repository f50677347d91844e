import type { Rule } from '@eagle/contracts';
import type { Cause, RuleMemory } from './asset-memory.js';
import { addCause, episodeOfCause, refresh, removeCause } from './episode.js';
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
  const text = (): string => ruleText(turn.program, turn.assetName(), compiled, value, setValue);
  switch (verdict) {
    case VERDICT.nothing:
      return;
    case VERDICT.raise:
      addCause(turn, compiled.rule.component, causeFor(compiled, memory, text()), NOTHING_MORE);
      return;
    case VERDICT.clear:
      dropRule(turn, compiled.rule.id, 'cleared');
      return;
    case VERDICT.severity:
      amendCause(turn, compiled.rule.id, {
        severity: severityOf(compiled, memory),
        text: text(),
      });
      return;
    case VERDICT.hold:
      amendCause(turn, compiled.rule.id, { held: true });
      return;
  }
}

/** A no-data rule's condition has held long enough. */
export function raiseNoData(turn: Turn, rule: Extract<Rule, { type: 'no-data' }>, silentMs: number): void {
  const { id, kind, severity, title, recommendedAction } = rule;
  const text = noDataText(turn.assetName(), silentMs);
  addCause(
    turn,
    rule.component,
    { ruleId: id, kind, severity, held: false, title, text, action: recommendedAction },
    NOTHING_MORE,
  );
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

function causeFor(compiled: CompiledValueRule, memory: RuleMemory, text: string): Cause {
  const { id, kind, title, recommendedAction } = compiled.rule;
  const severity = severityOf(compiled, memory);
  return { ruleId: id, kind, severity, held: false, title, text, action: recommendedAction };
}

export const severityOf = (compiled: CompiledValueRule, memory: RuleMemory): Cause['severity'] =>
  compiled.severities[memory.announcedBand] ?? 'low';

/** Gives a rule's cause new values and tells of what weighs. */
export function amendCause(turn: Turn, ruleId: Rule['id'], values: Partial<Cause>): void {
  const episode = episodeOfCause(turn.memory, ruleId);
  if (episode === undefined) return;
  episode.causes = episode.causes.map((cause) => (cause.ruleId === ruleId ? { ...cause, ...values } : cause));
  refresh(turn, episode, null, {});
}
