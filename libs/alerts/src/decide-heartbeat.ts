import { adoptProgram } from './adopt-program.js';
import type { AssetMemory } from './asset-memory.js';
import { VERDICT, advancePhase, resetRule } from './judge-rule.js';
import { dropRule, raiseNoData } from './rule-causes.js';
import type { RuleProgram } from './rule-program.js';
import { runTimers } from './timers.js';
import { STALE, Decision, type Outside, type Outcome } from './decision.js';

/**
 * Time passed and no row came: judges the no-data rules by how long nothing arrived. Only a row
 * ends a silence; a restarted reader may know of a shorter one. `stale`: a later heartbeat was
 * already decided.
 * @param heartbeatAtMs  The asset's event time.
 * @param arrivedAgoMs  How long nothing has arrived; without it, the event time since the latest
 * scan, or since the first heartbeat of an asset that was never seen.
 */
export function decideHeartbeat(
  memory: AssetMemory,
  program: RuleProgram,
  heartbeatAtMs: number,
  outside: Outside,
  arrivedAgoMs?: number,
): Outcome {
  if (memory.lastHeartbeatAtMs !== null && heartbeatAtMs <= memory.lastHeartbeatAtMs) return STALE;
  memory.lastHeartbeatAtMs = heartbeatAtMs;
  memory.firstHeartbeatAtMs ??= heartbeatAtMs;
  const decision = new Decision(memory, program, outside, heartbeatAtMs, null);
  if (memory.revision !== program.revision) adoptProgram(decision);
  const silentMs = arrivedAgoMs ?? heartbeatAtMs - (memory.lastScanAtMs ?? memory.firstHeartbeatAtMs);

  for (const { index, rule, onDelayMs, offDelayMs } of program.noDataRules) {
    const progress = memory.rules[index];
    if (progress === undefined) continue;
    const isJudged = rule.states.length === 0 || rule.states.includes(memory.state ?? 'unknown');
    const beganAtMs = heartbeatAtMs - silentMs + rule.afterMs;
    const holds = isJudged && (silentMs >= rule.afterMs || progress.phase === 'active');
    const verdict = advancePhase(progress, holds, onDelayMs, offDelayMs, beganAtMs, heartbeatAtMs);
    if (verdict === VERDICT.raise) raiseNoData(decision, rule, silentMs);
    if (verdict === VERDICT.clear) {
      resetRule(progress);
      dropRule(decision, rule.id, 'cleared');
    }
  }
  if (heartbeatAtMs >= memory.nextDueMs) runTimers(decision);
  return decision.outcome();
}
