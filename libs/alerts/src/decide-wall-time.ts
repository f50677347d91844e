import { clockOf, type AssetMemory } from './asset-memory.js';
import type { RuleProgram } from './rule-program.js';
import type { PeopleTimer } from './timer.js';
import { DECIDED, Decision, type Outcome, type Outside } from './decision.js';

/**
 * The duties of people on an alert, with a deadline. Empty so far: escalation and shelving belong
 * here.
 */
export const PEOPLE_TIMERS: readonly PeopleTimer[] = [];

/**
 * Wall time passed, with or without rows: runs the due timers of people. Called regularly.
 */
export function decideWallTime(
  memory: AssetMemory,
  program: RuleProgram,
  outside: Outside,
  timers: readonly PeopleTimer[] = PEOPLE_TIMERS,
): Outcome {
  if (timers.length === 0 || memory.episodes.length === 0) return DECIDED;
  const now = outside.now();
  const decision = new Decision(memory, program, outside, clockOf(memory) ?? now, null, 'wall');
  for (const episode of [...memory.episodes]) {
    for (const { timerOf, onDue } of timers) {
      const timer = timerOf(episode);
      if (timer !== null && now >= timer.dueAt) onDue(decision, episode);
    }
  }
  return decision.outcome();
}
