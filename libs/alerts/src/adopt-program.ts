import type { Rule } from '@eagle/contracts';
import { clockOf, newRuleMemory, type AssetMemory, type RuleMemory } from './asset-memory.js';
import { episodeOfCause } from './episode.js';
import { amendCause, dropRule, severityOf } from './rule-causes.js';
import { endPrediction } from './prediction-cause.js';
import type { CompiledValueRule, RuleProgram } from './rule-program.js';
import { Turn, type NewAlertId, type Outcome } from './turn.js';

/**
 * Brings an asset's memory in line with the rules in force: rules that stayed keep their progress, those that went, or now speak of
 * something else, let go of their alerts. Called by every decision when the revision changed.
 */
export function adoptProgram(turn: Turn): void {
  const { memory, program } = turn;
  const before = new Map(memory.rules.map((rule) => [rule.ruleId, rule]));
  const kept = new Map<string, RuleMemory>();
  for (const rule of program.rules) {
    const known = before.get(rule.id);
    if (known !== undefined && known.type === rule.type && speaksOfTheSame(memory, rule))
      kept.set(rule.id, known);
  }
  for (const known of memory.rules) if (!kept.has(known.ruleId)) dropRule(turn, known.ruleId, 'cleared');
  memory.rules = program.rules.map(
    (rule) => kept.get(rule.id) ?? newRuleMemory(rule, memory.scansDecided > 0),
  );
  for (const compiled of program.valueRules) settleBands(turn, compiled);
  memory.revision = program.revision;
}

function speaksOfTheSame(memory: AssetMemory, rule: Rule): boolean {
  const episode = episodeOfCause(memory, rule.id);
  if (episode === undefined) return true;
  const cause = episode.causes.find(({ ruleId }) => ruleId === rule.id);
  return cause?.kind === rule.kind && episode.alert.component === rule.component;
}

/** Bands may have been taken away or given another severity. */
function settleBands(turn: Turn, compiled: CompiledValueRule): void {
  const rule = turn.memory.rules[compiled.index];
  if (rule === undefined || (rule.phase !== 'active' && rule.phase !== 'leaving')) return;
  const last = compiled.severities.length - 1;
  rule.band = Math.min(rule.band, last);
  rule.announcedBand = Math.min(rule.announcedBand, last);
  amendCause(turn, compiled.rule.id, { severity: severityOf(compiled, rule) });
}

/** Adopts a new revision at once, without waiting for the asset's next row. */
export function decideProgram(memory: AssetMemory, program: RuleProgram, newAlertId: NewAlertId): Outcome {
  const turn = new Turn(memory, program, newAlertId, clockOf(memory) ?? 0, null);
  if (memory.revision !== program.revision) adoptProgram(turn);
  return turn.outcome();
}

/** The asset is gone from the configuration: everything it has clears. */
export function decideRetirement(memory: AssetMemory, program: RuleProgram, newAlertId: NewAlertId): Outcome {
  const turn = new Turn(memory, program, newAlertId, clockOf(memory) ?? 0, null);
  for (const { ruleId } of memory.rules) dropRule(turn, ruleId, 'cleared');
  endPrediction(turn);
  memory.rules = [];
  memory.revision = 0;
  return turn.outcome();
}
