import {
  AppError,
  type Alert,
  type AlertActionName,
  type AlertCommand,
  type UserId,
} from '@eagle/contracts/domain';
import { ACTIONS } from './actions/actions.js';
import { phaseOf, type ActionRow } from './actions/transition.js';
import { newAssetMemory, type AssetMemory, type Episode } from './asset-memory.js';
import type { WallInstant } from './clocks.js';
import { wakeAt } from './episode.js';
import type { RuleProgram } from './rule-program.js';
import { asSeen } from './seen.js';
import { Decision, type Change, type Outcome } from './decision.js';

/** An action of a person on an alert. */
export interface ActionRequest<Command = AlertCommand<AlertActionName>> {
  readonly action: Command;
  readonly userId: UserId;
  /** The asset's newest event time when the person acted: the timers of its alert use it. */
  readonly atMs: number;
  /** Wall time of the action: the action is stamped with it, also while the asset is silent. */
  readonly actedAtMs: WallInstant;
}

/**
 * Carries out an action on an alert.
 * @param memory the asset's memory, null when the alert's asset is no longer known
 * @param alert the alert as stored; if the memory holds it, the memory's version is used
 * @returns the change; none for a note and for an action that was already done
 * @throws AppError `ALERTING.ALERT_ENDED` (conflict) when it is already resolved or dismissed;
 * `ALERTING.ALERT_CHANGED` (conflict) when the person saw an older revision, and the alert has
 * become worse since
 */
export const decideAction = <Name extends AlertActionName>(
  memory: AssetMemory | null,
  alert: Alert,
  program: RuleProgram,
  request: ActionRequest<AlertCommand<Name>>,
): Outcome => carryOut(ACTIONS[request.action.action], memory, alert, program, request);

/** The same for any table of actions. */
export function carryOut<Command extends { readonly action: string; readonly revision?: number | undefined }>(
  row: ActionRow<Command>,
  memory: AssetMemory | null,
  alert: Alert,
  program: RuleProgram,
  { action, userId, atMs, actedAtMs }: ActionRequest<Command>,
): Outcome {
  const outside = { newAlertId: noNewAlerts, now: () => actedAtMs };
  const decision = new Decision(
    memory ?? newAssetMemory(alert.assetId),
    program,
    outside,
    atMs,
    null,
    'wall',
  );
  const episode = decision.memory.episodes.find((other) => other.alert.id === alert.id);
  const current = episode?.alert ?? alert;
  const phase = phaseOf(current);
  if (!row.from.includes(phase)) {
    if (phase === 'ended') throw alreadyEnded(current);
    return decision.outcome();
  }
  if (row.change === null) return decision.outcome();
  if ((action.revision ?? Infinity) < (episode?.newsRevision ?? 0)) throw hasChanged(current);

  const values = row.to(current, action, {
    userId,
    at: new Date(actedAtMs).toISOString(),
    eventAt: decision.at,
  });
  if (episode === undefined) {
    decision.changes.push(changeOfStored(current, row.change, { ...values, ...decision.stamp() }));
    return decision.outcome();
  }
  episode.silent = false;
  episode.causes = episode.causes.map(asSeen);
  if (row.ends !== null) endEpisode(decision, episode, row.name);
  decision.change(episode, row.change, values);
  return decision.outcome();
}

function endEpisode(decision: Decision, episode: Episode, by: NonNullable<Episode['endedBy']>): void {
  episode.endedBy = by;
  episode.endedAtMs = decision.atMs;
  episode.clearedAtMs ??= decision.atMs;
  wakeAt(decision, decision.atMs + decision.program.settings.alerts.deduplicationWindowMs);
}

/** The episode of an alert that only the database still holds. */
const changeOfStored = (alert: Alert, change: Change['change'], values: Partial<Alert>): Change => ({
  change,
  alert: { ...alert, ...values, revision: alert.revision + 1 },
  sent: true,
  readAtMs: null,
  lateAfterMs: null,
});

function noNewAlerts(): never {
  throw new AppError('ALERTING.BUG', 'An action on an alert tried to raise another.');
}

function alreadyEnded(alert: Alert): AppError {
  return new AppError(
    'ALERTING.ALERT_ENDED',
    'The alert is already resolved or dismissed; nothing is left to do.',
    { alertId: alert.id },
  );
}

function hasChanged(alert: Alert): AppError {
  return new AppError(
    'ALERTING.ALERT_CHANGED',
    'The alert has become worse, or has a new cause, since you saw it: look at it again and decide again.',
    { alertId: alert.id, revision: alert.revision },
  );
}

/** Whether an alert is finished: cleared and acknowledged, or ended by a person. */
export const isOver = (alert: Alert): boolean =>
  alert.resolvedAt !== null || (!alert.state.active && alert.state.acknowledged);
