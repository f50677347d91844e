import type { CauseFacts, FactsOf, LimitRule, NoDataRule, Tag } from '@eagle/contracts/domain';
import type { RuleMemory } from './asset-memory.js';
import type { CompiledValueRule } from './rule-program.js';
import type { Decision } from './decision.js';

/** Facts that a rule's cause can have. */
export type RuleFacts = FactsOf<'deviation' | 'limit' | 'flag' | 'no-data'>;

/**
 * The observation when the condition began to hold or became worse. It stays the same when the
 * rules change.
 */
export interface Observed {
  readonly value: number;
  /** NaN where the rule has none. */
  readonly setValue: number;
  /** Event time since which the condition has held. */
  readonly since: string;
  /** Operating state. */
  readonly state: string | null;
}

/** The present observation of a rule on values. */
export function observedNow(decision: Decision, rule: RuleMemory, value: number, setValue: number): Observed {
  const since = new Date(rule.sinceMs).toISOString();
  return { value, setValue, since, state: decision.memory.state };
}

/**
 * The stored observation of the cause, completed from the present one where only a part was stored.
 * Null: nothing was stored.
 */
export function observedThen(decision: Decision, rule: RuleMemory, facts: CauseFacts): Observed | null {
  switch (facts.type) {
    case 'deviation':
      return facts;
    case 'limit':
      return { ...facts, setValue: NaN };
    case 'flag':
      return { ...facts, value: 1, setValue: NaN };
    case 'told':
      if (facts.measured === null) return null;
      return observedNow(decision, rule, facts.measured.value, facts.measured.setValue ?? NaN);
    case 'no-data':
    case 'prediction':
      return null;
  }
}

/** The facts of a rule on values: the observation, measured by the rule in force. */
export function valueFacts(decision: Decision, compiled: CompiledValueRule, observed: Observed): RuleFacts {
  const { rule } = compiled;
  const tag = decision.program.tags.get(rule.tag);
  const { since, state } = observed;
  const value = finite(observed.value);
  const ofTag = { ...ofRule(decision, rule.title, state), tag: rule.tag, label: tag?.label ?? '', since };
  const unit = unitOf(tag);
  switch (rule.type) {
    case 'flag':
      return { type: 'flag', ...ofTag };
    case 'limit':
      return { type: 'limit', ...ofTag, unit, value, side: rule.side, limit: limitCrossed(rule, value) };
    case 'deviation': {
      const setValue = finite(observed.setValue);
      const distance = Math.abs(value - setValue);
      const crossed = rule.bands.map(({ from }) => from).filter((from) => distance >= from);
      const limit = crossed.length === 0 ? null : finite(Math.max(...crossed));
      return { type: 'deviation', ...ofTag, unit, value, setValueTag: rule.setValueTag, setValue, limit };
    }
  }
}

export function noDataFacts(
  decision: Decision,
  { title, afterMs }: NoDataRule,
  silentMs: number,
  state: string | null,
): FactsOf<'no-data'> {
  return { type: 'no-data', ...ofRule(decision, title, state), silentMs: finite(silentMs), afterMs };
}

const ofRule = (decision: Decision, ruleTitle: string, state: string | null) => ({
  assetName: decision.assetName(),
  ruleTitle,
  state,
});

const unitOf = (tag: Tag | undefined): string => tag?.unit ?? '';

/**
 * The worst limit that a value has crossed; null where the value is only still within a deadband.
 */
function limitCrossed({ bands, side }: LimitRule, value: number): number | null {
  const crossed = bands
    .map(({ from }) => from)
    .filter((limit) => (side === 'high' ? value >= limit : value <= limit));
  if (crossed.length === 0) return null;
  return finite(side === 'high' ? Math.max(...crossed) : Math.min(...crossed));
}

/** JSON has no infinity, which becomes the largest number, and no negative zero. */
export const finite = (value: number): number =>
  Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value)) + 0;
