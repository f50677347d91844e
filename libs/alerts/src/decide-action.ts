import { AppError, type Alert, type AlertAction, type UserId } from '@eagle/contracts/domain';
import { newAssetMemory, type AssetMemory } from './asset-memory.js';
import { wakeAt } from './episode.js';
import type { RuleProgram } from './rule-program.js';
import { asSeen } from './seen.js';
import { Turn, type Outcome } from './turn.js';

/** What a person does to an alert. */
export interface ActionRequest {
  readonly action: AlertAction;
  readonly userId: UserId;
  /** Event time of the asset when the person acted. */
  readonly atMs: number;
}

/**
 * Carries out an action on an alert.
 * @param memory the asset's memory, null when the alert's asset is not known any more
 * @param alert the alert as stored; where the memory holds it, the memory's own is taken
 * @returns the change; none for a note and for what has been done already
 * @throws AppError `ALERTING.ALERT_ENDED` (conflict) when it was resolved or dismissed before; `ALERTING.ALERT_CHANGED` (conflict) when the person saw
 * an older revision, and what came since is more than that
 */
export function decideAction(
  memory: AssetMemory | null,
  alert: Alert,
  program: RuleProgram,
  request: ActionRequest,
): Outcome {
  const { action, userId, atMs } = request;
  const turn = new Turn(memory ?? newAssetMemory(alert.assetId), program, noNewAlerts, atMs, null);
  const episode = turn.memory.episodes.find((other) => other.alert.id === alert.id);
  const current = episode?.alert ?? alert;
  if (action.action === 'note') return turn.outcome();
  if (current.resolvedAt !== null) throw alreadyEnded(current);
  if (action.action === 'acknowledge' && current.state.acknowledged) return turn.outcome();

  if ((action.revision ?? Infinity) < (episode?.newsRevision ?? 0)) throw hasChanged(current);

  const acknowledged = {
    acknowledgedAt: current.acknowledgedAt ?? turn.at,
    acknowledgedBy: current.acknowledgedBy ?? userId,
  };
  if (episode !== undefined) {
    episode.silent = false;
    episode.causes = episode.causes.map(asSeen);
  }
  const tell = tellerOf(turn, episode, current);
  if (action.action === 'acknowledge') {
    tell('acknowledged', { ...acknowledged, state: { ...current.state, acknowledged: true } });
    return turn.outcome();
  }
  if (episode !== undefined) {
    episode.endedBy = action.action;
    episode.endedAtMs = atMs;
    episode.clearedAtMs ??= atMs;
    wakeAt(turn, atMs + program.settings.alerts.deduplicationWindowMs);
  }
  tell(action.action === 'resolve' ? 'resolved' : 'dismissed', {
    ...acknowledged,
    resolvedAt: turn.at,
    clearedAt: current.clearedAt ?? turn.at,
    resolution: action.message ?? null,
    state: { ...current.state, active: false, acknowledged: true },
  });
  return turn.outcome();
}

type Tell = (change: 'acknowledged' | 'resolved' | 'dismissed', values: Partial<Alert>) => void;

/** Changes the remembered alert, or one that only the database still knows. */
function tellerOf(turn: Turn, episode: AssetMemory['episodes'][number] | undefined, current: Alert): Tell {
  if (episode !== undefined) return (change, values) => turn.change(episode, change, values);
  return (change, values) =>
    turn.changes.push({
      change,
      alert: { ...current, ...values, revision: current.revision + 1 },
      sent: true,
      readAtMs: null,
      lateAfterMs: null,
    });
}

function noNewAlerts(): never {
  throw new AppError('ALERTING.BUG', 'bug', 'An action on an alert tried to raise another.');
}

function alreadyEnded(alert: Alert): AppError {
  return new AppError(
    'ALERTING.ALERT_ENDED',
    'conflict',
    'The alert was resolved or dismissed before; nothing is left to do.',
    { alertId: alert.id },
  );
}

function hasChanged(alert: Alert): AppError {
  return new AppError(
    'ALERTING.ALERT_CHANGED',
    'conflict',
    'The alert has become worse, or something was added to it, since you saw it: look at it again and decide anew.',
    { alertId: alert.id, revision: alert.revision },
  );
}

/** Whether nothing more is expected of an alert: cleared and acknowledged, or ended by a person. */
export const isOver = (alert: Alert): boolean =>
  alert.resolvedAt !== null || (!alert.state.active && alert.state.acknowledged);
