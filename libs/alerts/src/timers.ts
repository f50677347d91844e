import { ALERT_ACTIONS } from '@eagle/contracts/domain';
import { NEVER, type Episode } from './asset-memory.js';
import { eventInstant } from './clocks.js';
import { isActive, raiseAgain } from './episode.js';
import { endPrediction, predictionDueMs } from './prediction-cause.js';
import type { EventTimer } from './timer.js';
import type { Decision } from './decision.js';

/**
 * Changes that time alone causes on the machine's clock:
 * - an alert that returned silently and has stayed for a deduplication window no longer chatters:
 *   it is reported;
 * - a resolved alert with causes that still hold a deduplication window later is raised again;
 * - a prediction that no row renewed within the horizon has expired;
 * - alerts past their deduplication window are forgotten (they stay in the database).
 */
export function runTimers(decision: Decision): void {
  const { memory, atMs } = decision;
  if (atMs >= predictionDueMs(decision)) endPrediction(decision);
  for (const episode of [...memory.episodes]) {
    if (atMs < timerOf(decision, episode).dueAt) continue;
    if (isActive(episode)) {
      episode.silent = false;
      decision.change(episode, 'reactivated', {});
    } else if (comesBack(episode)) {
      raiseAnew(decision, episode);
    }
  }
  memory.episodes = memory.episodes.filter(
    (episode) => isActive(episode) || atMs < timerOf(decision, episode).dueAt,
  );
  memory.nextDueMs = Math.min(
    NEVER,
    predictionDueMs(decision),
    ...memory.episodes.map((episode) => timerOf(decision, episode).dueAt),
  );
}

/** When time alone changes an alert. */
const timerOf = (decision: Decision, episode: Episode): EventTimer => ({
  clock: 'event',
  dueAt: eventInstant(dueMs(decision, episode)),
});

function dueMs(
  decision: Decision,
  { alert, silent, endedBy, endedAtMs, causes, activeSinceMs, clearedAtMs }: Episode,
): number {
  const windowMs = decision.program.settings.alerts.deduplicationWindowMs;
  if (alert.state.active) return silent ? activeSinceMs + windowMs : NEVER;
  if (causes.length === 0) return endedBy === null ? (clearedAtMs ?? 0) + windowMs + 1 : 0;
  return comesBack({ endedBy }) ? (endedAtMs ?? 0) + windowMs : NEVER;
}

/** Whether a person ended it only temporarily. */
const comesBack = ({ endedBy }: Pick<Episode, 'endedBy'>): boolean =>
  endedBy !== null && ALERT_ACTIONS[endedBy].ends === 'for-a-window';

function raiseAnew(decision: Decision, episode: Episode): void {
  const { causes, alert } = episode;
  const { probability, confidence, timeToFailure, timeToFailureInterval, topFactors, modelVersion } = alert;
  for (const cause of causes) {
    const foretold =
      cause.ruleId === null
        ? { probability, confidence, timeToFailure, timeToFailureInterval, topFactors, modelVersion }
        : {};
    raiseAgain(decision, episode, cause, () => foretold);
  }
}
