import { adoptProgram } from './adopt-program.js';
import type { AssetMemory } from './asset-memory.js';
import { VERDICT, advancePhase, resetRule } from './judge-rule.js';
import { dropRule, raiseNoData } from './rule-causes.js';
import type { RuleProgram } from './rule-program.js';
import { runTimers } from './timers.js';
import { STALE, Turn, type NewAlertId, type Outcome } from './turn.js';

/**
 * Time went on and nothing came: judges the no-data rules at the source's clock. The condition began `afterMs` after the latest scan (or
 * after the first heartbeat of an asset that was never seen). `stale`: a later heartbeat was decided before.
 */
export function decideHeartbeat(
  memory: AssetMemory,
  program: RuleProgram,
  heartbeatAtMs: number,
  newAlertId: NewAlertId,
): Outcome {
  if (memory.lastHeartbeatAtMs !== null && heartbeatAtMs <= memory.lastHeartbeatAtMs) return STALE;
  memory.lastHeartbeatAtMs = heartbeatAtMs;
  memory.firstHeartbeatAtMs ??= heartbeatAtMs;
  const turn = new Turn(memory, program, newAlertId, heartbeatAtMs, null);
  if (memory.revision !== program.revision) adoptProgram(turn);
  const lastSeenMs = memory.lastScanAtMs ?? memory.firstHeartbeatAtMs;

  for (const { index, rule, onDelayMs, offDelayMs } of program.noDataRules) {
    const progress = memory.rules[index];
    if (progress === undefined) continue;
    const isJudged = rule.states.length === 0 || rule.states.includes(memory.state ?? 'unknown');
    const beganAtMs = lastSeenMs + rule.afterMs;
    const holds = isJudged && heartbeatAtMs >= beganAtMs;
    const verdict = advancePhase(progress, holds, onDelayMs, offDelayMs, beganAtMs, heartbeatAtMs);
    if (verdict === VERDICT.raise) raiseNoData(turn, rule, heartbeatAtMs - lastSeenMs);
    if (verdict === VERDICT.clear) {
      resetRule(progress);
      dropRule(turn, rule.id, 'cleared');
    }
  }
  if (heartbeatAtMs >= memory.nextDueMs) runTimers(turn);
  return turn.outcome();
}
