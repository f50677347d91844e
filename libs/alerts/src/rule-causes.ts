import type { CauseFacts, NoDataRule, Rule } from '@eagle/contracts/domain';
import type { RuleMemory } from './asset-memory.js';
import type { Cause } from './cause.js';
import { addCause, amendCause, episodeOfCause, removeCause } from './episode.js';
import { VERDICT, resetRule, type Verdict } from './judge-rule.js';
import type { CompiledValueRule } from './rule-program.js';
import { noDataFacts, observedNow, observedThen, valueFacts, type Observed } from './rule-facts.js';
import type { Decision } from './decision.js';

/** A rule adds nothing to an alert beyond its cause. */
const NOTHING_MORE = () => ({});

/** Applies the verdict on a value rule to the alerts. */
export function applyVerdict(
  decision: Decision,
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
      const cause = causeFor(decision, compiled, memory, observedNow(decision, memory, value, setValue));
      addCause(decision, compiled.rule.component, cause, NOTHING_MORE);
      return;
    }
    case VERDICT.clear:
      dropRule(decision, compiled.rule.id, 'cleared');
      return;
    case VERDICT.severity:
      becomeOther(decision, compiled, memory, observedNow(decision, memory, value, setValue));
      return;
    case VERDICT.hold:
      amendRule(decision, compiled.rule.id, { held: true });
      return;
  }
}

/** A no-data rule's condition has held long enough. */
export function raiseNoData(decision: Decision, rule: NoDataRule, silentMs: number): void {
  addCause(decision, rule.component, noDataCause(decision, rule, silentMs), NOTHING_MORE);
}

/**
 * A rule's condition is gone, or the rule is no longer judged: its alert clears unless it has
 * another cause.
 */
export function dropRule(decision: Decision, ruleId: Rule['id'], why: 'cleared' | 'suppressed'): void {
  const episode = episodeOfCause(decision.memory, ruleId);
  if (episode !== undefined) removeCause(decision, episode, ruleId, why);
}

/** The machine has left the operating states in which the rule is judged. */
export function leaveState(decision: Decision, memory: RuleMemory): void {
  resetRule(memory);
  dropRule(decision, memory.ruleId, 'suppressed');
}

/** The rule's condition still holds, with another severity. */
function becomeOther(
  decision: Decision,
  compiled: CompiledValueRule,
  memory: RuleMemory,
  observed: Observed,
): void {
  const known = causeOf(decision, compiled.rule.id);
  const then = known === undefined ? null : observedThen(decision, memory, known.facts);
  const cause = causeFor(decision, compiled, memory, { ...observed, since: then?.since ?? observed.since });
  const { severity, facts } = cause;
  // There is none if the alert could not be stored.
  if (known === undefined) addCause(decision, compiled.rule.component, cause, NOTHING_MORE);
  else amendRule(decision, compiled.rule.id, { severity, facts });
}

function causeFor(
  decision: Decision,
  compiled: CompiledValueRule,
  memory: RuleMemory,
  observed: Observed,
): Cause {
  const { id, kind, recommendedAction } = compiled.rule;
  return {
    ruleId: id,
    kind,
    severity: severityOf(compiled, memory),
    held: false,
    action: recommendedAction,
    seen: null,
    facts: valueFacts(decision, compiled, observed),
  };
}

const severityOf = ({ severities }: CompiledValueRule, { announcedBand }: RuleMemory): Cause['severity'] =>
  severities[announcedBand] ?? 'low';

function noDataCause(decision: Decision, rule: NoDataRule, silentMs: number): Cause {
  const { id, kind, severity, recommendedAction } = rule;
  return {
    ruleId: id,
    kind,
    severity,
    held: false,
    action: recommendedAction,
    seen: null,
    facts: noDataFacts(decision, rule, silentMs, decision.memory.state),
  };
}

/**
 * A cause under the rule in force: the observation stays; severity, text and action come from the
 * rule.
 */
export function restated(decision: Decision, cause: Cause): Cause {
  const { program, memory } = decision;
  const compiled = program.valueRules.find(({ rule }) => rule.id === cause.ruleId);
  const progress = compiled === undefined ? undefined : memory.rules[compiled.index];
  if (compiled !== undefined && progress !== undefined) {
    const severity = severityOf(compiled, progress);
    const action = compiled.rule.recommendedAction;
    const observed = observedThen(decision, progress, cause.facts);
    const facts =
      observed === null
        ? retitled(cause.facts, compiled.rule.title)
        : valueFacts(decision, compiled, observed);
    return { ...cause, severity, action, facts };
  }
  const silence = program.noDataRules.find(({ rule }) => rule.id === cause.ruleId);
  return silence === undefined ? cause : restatedSilence(decision, silence.rule, cause);
}

function restatedSilence(decision: Decision, rule: NoDataRule, cause: Cause): Cause {
  const { severity, recommendedAction: action, title } = rule;
  const { facts } = cause;
  switch (facts.type) {
    case 'no-data':
      return { ...cause, severity, action, facts: noDataFacts(decision, rule, facts.silentMs, facts.state) };
    case 'told': {
      const { measured } = facts;
      if (measured === null) return { ...cause, severity, action, facts: retitled(facts, title) };
      const reported = noDataFacts(decision, rule, measured.value, decision.memory.state);
      return { ...cause, severity, action, facts: reported };
    }
    default:
      return { ...cause, severity, action };
  }
}

/** A cause stored as a sentence follows the rule only in its title. */
const retitled = (facts: CauseFacts, title: string): CauseFacts =>
  facts.type === 'told' ? { ...facts, title } : facts;

const causeOf = (decision: Decision, ruleId: Rule['id']): Cause | undefined =>
  episodeOfCause(decision.memory, ruleId)?.causes.find((cause) => cause.ruleId === ruleId);

/** Gives a rule's cause new values and reports a change of severity. */
function amendRule(decision: Decision, ruleId: Rule['id'], values: Partial<Cause>): void {
  const episode = episodeOfCause(decision.memory, ruleId);
  const cause = causeOf(decision, ruleId);
  if (episode === undefined || cause === undefined) return;
  amendCause(decision, episode, { ...cause, ...values }, null, NOTHING_MORE);
}
