import { isDeepStrictEqual } from 'node:util';
import type { Rule } from '@eagle/contracts/domain';
import {
  clockOf,
  measuresOf,
  newRuleMemory,
  type AssetMemory,
  type Episode,
  type RuleMemory,
} from './asset-memory.js';
import type { Cause } from './cause.js';
import { episodeOfCause, isActive, raiseAgain, refresh, saysOtherwise } from './episode.js';
import { dropRule, restated } from './rule-causes.js';
import { endPrediction } from './prediction-cause.js';
import type { CompiledValueRule, RuleProgram } from './rule-program.js';
import { isNews } from './seen.js';
import { Decision, type Outside, type Outcome } from './decision.js';

/**
 * Brings an asset's memory in line with the rules in force: rules that stayed keep their progress;
 * removed rules, and rules that now measure something else, release their alerts. Called by every
 * decision when the revision changed.
 */
export function adoptProgram(decision: Decision): void {
  const { memory, program } = decision;
  const before = new Map(memory.rules.map((rule) => [rule.ruleId, rule]));
  const kept = new Map<string, RuleMemory>();
  for (const rule of program.rules) {
    const known = before.get(rule.id);
    if (known !== undefined && measuresTheSame(known, rule) && speaksOfTheSame(memory, rule))
      kept.set(rule.id, { ...known, measures: measuresOf(rule) });
  }
  for (const known of memory.rules) if (!kept.has(known.ruleId)) dropRule(decision, known.ruleId, 'cleared');
  memory.rules = program.rules.map(
    (rule) => kept.get(rule.id) ?? newRuleMemory(rule, memory.scansDecided > 0),
  );
  for (const compiled of program.valueRules) clampBands(memory, compiled);
  for (const episode of [...memory.episodes]) restate(decision, episode);
  memory.revision = program.revision;
}

const measuresTheSame = (known: RuleMemory, rule: Rule): boolean =>
  known.type === rule.type && (known.measures === '' || known.measures === measuresOf(rule));

function speaksOfTheSame(memory: AssetMemory, rule: Rule): boolean {
  const episode = episodeOfCause(memory, rule.id);
  if (episode === undefined) return true;
  const cause = episode.causes.find(({ ruleId }) => ruleId === rule.id);
  return cause?.kind === rule.kind && episode.alert.component === rule.component;
}

/** The new rule may have fewer bands. */
function clampBands(memory: AssetMemory, compiled: CompiledValueRule): void {
  const rule = memory.rules[compiled.index];
  if (rule === undefined || (rule.phase !== 'active' && rule.phase !== 'leaving')) return;
  const last = compiled.severities.length - 1;
  rule.band = Math.min(rule.band, last);
  rule.announcedBand = Math.min(rule.announcedBand, last);
}

/**
 * A standing alert takes the present texts of its rules. This alone is an `updated`, and the alert
 * stays acknowledged. If the severity is now worse than the one a person has seen, it counts as if
 * the machine had become worse.
 */
function restate(decision: Decision, episode: Episode): void {
  const causes = episode.causes.map((cause) => inForce(decision, cause, episode));
  if (causes.every((cause, i) => isSaid(cause, episode.causes[i]))) return;
  episode.causes = causes;
  if (isActive(episode)) {
    refresh(decision, episode, saysOtherwise(episode) ? 'updated' : null, {});
    return;
  }
  for (const cause of causes.filter(isNews)) raiseAgain(decision, episode, cause, () => ({}));
}

function inForce(decision: Decision, cause: Cause, { alert }: Episode): Cause {
  if (cause.ruleId !== null) return restated(decision, cause);
  const { facts } = cause;
  return {
    ...cause,
    action: decision.program.actions.get(alert.component) ?? '',
    facts: facts.type === 'prediction' ? { ...facts, assetName: decision.assetName() } : facts,
  };
}

const isSaid = (now: Cause, before: Cause | undefined): boolean =>
  now.severity === before?.severity &&
  now.action === before.action &&
  isDeepStrictEqual(now.facts, before.facts);

/** Adopts a new revision at once, without waiting for the asset's next row. */
export function decideProgram(memory: AssetMemory, program: RuleProgram, outside: Outside): Outcome {
  const decision = new Decision(memory, program, outside, clockOf(memory) ?? 0, null);
  if (memory.revision !== program.revision) adoptProgram(decision);
  return decision.outcome();
}

/** The asset was removed from the configuration: all its alerts clear. */
export function decideRetirement(memory: AssetMemory, program: RuleProgram, outside: Outside): Outcome {
  const decision = new Decision(memory, program, outside, clockOf(memory) ?? 0, null);
  for (const { ruleId } of memory.rules) dropRule(decision, ruleId, 'cleared');
  endPrediction(decision);
  memory.rules = [];
  memory.revision = 0;
  return decision.outcome();
}
