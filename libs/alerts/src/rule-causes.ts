import type { CauseFacts, NoDataRule, Rule } from '@eagle/contracts/domain';
import type { RuleMemory } from './asset-memory.js';
import type { Cause } from './cause.js';
import { addCause, amendCause, episodeOfCause, removeCause } from './episode.js';
import { VERDICT, resetRule, type Verdict } from './judge-rule.js';
import type { CompiledValueRule } from './rule-program.js';
import { noDataFacts, observedNow, observedThen, valueFacts, type Observed } from './rule-facts.js';
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
    case VERDICT.raise: {
      const cause = causeFor(turn, compiled, memory, observedNow(turn, memory, value, setValue));
      addCause(turn, compiled.rule.component, cause, NOTHING_MORE);
      return;
    }
    case VERDICT.clear:
      dropRule(turn, compiled.rule.id, 'cleared');
      return;
    case VERDICT.severity:
      becomeOther(turn, compiled, memory, observedNow(turn, memory, value, setValue));
      return;
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

/** The rule's condition holds on and weighs more or less than before. */
function becomeOther(turn: Turn, compiled: CompiledValueRule, memory: RuleMemory, observed: Observed): void {
  const known = causeOf(turn, compiled.rule.id);
  const then = known === undefined ? null : observedThen(turn, memory, known.facts);
  const cause = causeFor(turn, compiled, memory, { ...observed, since: then?.since ?? observed.since });
  const { severity, facts } = cause;
  // Where the alert could not be stored there is none.
  if (known === undefined) addCause(turn, compiled.rule.component, cause, NOTHING_MORE);
  else amendRule(turn, compiled.rule.id, { severity, facts });
}

function causeFor(turn: Turn, compiled: CompiledValueRule, memory: RuleMemory, observed: Observed): Cause {
  const { id, kind, recommendedAction } = compiled.rule;
  return {
    ruleId: id,
    kind,
    severity: severityOf(compiled, memory),
    held: false,
    action: recommendedAction,
    seen: null,
    facts: valueFacts(turn, compiled, observed),
  };
}

const severityOf = ({ severities }: CompiledValueRule, { announcedBand }: RuleMemory): Cause['severity'] =>
  severities[announcedBand] ?? 'low';

function noDataCause(turn: Turn, rule: NoDataRule, silentMs: number): Cause {
  const { id, kind, severity, recommendedAction } = rule;
  return {
    ruleId: id,
    kind,
    severity,
    held: false,
    action: recommendedAction,
    seen: null,
    facts: noDataFacts(turn, rule, silentMs, turn.memory.state),
  };
}

/** A cause as its rule in force states it: what was seen stays, what it means and what to do is the rule's. */
export function restated(turn: Turn, cause: Cause): Cause {
  const { program, memory } = turn;
  const compiled = program.valueRules.find(({ rule }) => rule.id === cause.ruleId);
  const progress = compiled === undefined ? undefined : memory.rules[compiled.index];
  if (compiled !== undefined && progress !== undefined) {
    const severity = severityOf(compiled, progress);
    const action = compiled.rule.recommendedAction;
    const observed = observedThen(turn, progress, cause.facts);
    const facts =
      observed === null ? retitled(cause.facts, compiled.rule.title) : valueFacts(turn, compiled, observed);
    return { ...cause, severity, action, facts };
  }
  const silence = program.noDataRules.find(({ rule }) => rule.id === cause.ruleId);
  return silence === undefined ? cause : restatedSilence(turn, silence.rule, cause);
}

function restatedSilence(turn: Turn, rule: NoDataRule, cause: Cause): Cause {
  const { severity, recommendedAction: action, title } = rule;
  const { facts } = cause;
  switch (facts.type) {
    case 'no-data':
      return { ...cause, severity, action, facts: noDataFacts(turn, rule, facts.silentMs, facts.state) };
    case 'told': {
      const { measured } = facts;
      if (measured === null) return { ...cause, severity, action, facts: retitled(facts, title) };
      const told = noDataFacts(turn, rule, measured.value, turn.memory.state);
      return { ...cause, severity, action, facts: told };
    }
    default:
      return { ...cause, severity, action };
  }
}

/** Of what was told in a sentence nothing but the title can follow the rule. */
const retitled = (facts: CauseFacts, title: string): CauseFacts =>
  facts.type === 'told' ? { ...facts, title } : facts;

const causeOf = (turn: Turn, ruleId: Rule['id']): Cause | undefined =>
  episodeOfCause(turn.memory, ruleId)?.causes.find((cause) => cause.ruleId === ruleId);

/** Gives a rule's cause new values and tells of what weighs. */
function amendRule(turn: Turn, ruleId: Rule['id'], values: Partial<Cause>): void {
  const episode = episodeOfCause(turn.memory, ruleId);
  const cause = causeOf(turn, ruleId);
  if (episode === undefined || cause === undefined) return;
  amendCause(turn, episode, { ...cause, ...values }, null, NOTHING_MORE);
}
