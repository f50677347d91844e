import { isDeepStrictEqual } from 'node:util';
import {
  ALERT_CAUSES_MAX,
  type Alert,
  type AlertCause,
  type AlertChange,
  type ComponentName,
} from '@eagle/contracts/domain';
import { NEVER, type AssetMemory, type Episode } from './asset-memory.js';
import type { Cause } from './cause.js';
import { isNews } from './seen.js';
import { isWorse, worstOf } from './severity.js';
import type { Decision } from './decision.js';

/** Kind of every alert that a prediction raises. */
export const PREDICTION_KIND = 'failure';

/** Whether the condition still holds or held a moment ago, and no person ended the alert. */
export const isActive = (episode: Episode): boolean => episode.alert.state.active;

/** The fields that a cause adds to its alert, given when the alert was first predicted. */
export type Particulars = (predictedAt: string) => Partial<Alert>;

/**
 * Finds the alert that a new cause belongs to:
 * 1. an active one of the component that already stands for this kind;
 * 2. for a rule: an active one of the component with a prediction; for a prediction: the worst
 * active one of the component: they join;
 * 3. one that cleared within the deduplication window and stood for this kind: it returns;
 * 4. none.
 */
function findEpisode(decision: Decision, component: ComponentName, cause: Cause): Episode | undefined {
  const episodes = decision.episodesOf(component);
  const active = episodes.filter(isActive);
  const isPrediction = cause.ruleId === null;
  const joinable = isPrediction
    ? [...active].sort(worstThenOldest)
    : active.filter((episode) => episode.alert.origin !== 'rule');
  const back = episodes.filter((episode) => cleared(decision, episode) && episode.kinds.includes(cause.kind));
  return active.find((episode) => episode.kinds.includes(cause.kind)) ?? joinable[0] ?? back.at(-1);
}

function worstThenOldest(a: Episode, b: Episode): number {
  if (a.alert.severity !== b.alert.severity) return isWorse(a.alert.severity, b.alert.severity) ? -1 : 1;
  return a.alert.raisedAt < b.alert.raisedAt ? -1 : 1;
}

function cleared(decision: Decision, episode: Episode): boolean {
  if (isActive(episode) || episode.endedBy !== null || episode.clearedAtMs === null) return false;
  return decision.atMs - episode.clearedAtMs <= decision.program.settings.alerts.deduplicationWindowMs;
}

/** A cause began to hold: raises an alert, joins one, or brings one back. @returns its alert */
export function addCause(
  decision: Decision,
  component: ComponentName,
  cause: Cause,
  particulars: Particulars,
): Episode {
  const found = findEpisode(decision, component, cause);
  if (found === undefined) return raise(decision, component, cause, particulars);
  const { kinds, alert } = found;
  const isNewKind = !kinds.includes(cause.kind);
  const isNewcomer = !found.known.includes(cause.ruleId);
  found.causes.push(cause);
  if (isNewcomer) found.known.push(cause.ruleId);
  if (isNewKind) kinds.push(cause.kind);
  const origin = cause.ruleId === null ? 'predictive' : 'rule';
  const joins = alert.origin !== 'both' && alert.origin !== origin;
  const firstTimes =
    origin === 'rule'
      ? { ruleAt: alert.ruleAt ?? decision.at }
      : { predictedAt: alert.predictedAt ?? decision.at };
  const brought = particulars(alert.predictedAt ?? decision.at);
  const values = { ...brought, ...firstTimes, ...(joins ? { origin: 'both' as const } : {}) };
  if (isActive(found)) {
    const wasSilent = found.silent;
    if (joins || isNewcomer) found.silent = false;
    const news = isNewKind || cause.ruleId === null ? 'updated' : null;
    const reported = wasSilent && isNewcomer ? 'reactivated' : news;
    refresh(decision, found, joins ? 'joined' : reported, values);
    found.newsRevision = found.alert.revision;
  } else {
    bringBack(decision, found, isNewcomer, values);
  }
  return found;
}

/**
 * A cause has changed. If a person ended its alert, and the cause is worse than the person saw, it
 * raises a new alert at once; the other causes stay with the ended alert.
 */
export function amendCause(
  decision: Decision,
  episode: Episode,
  cause: Cause,
  change: AlertChange | null,
  particulars: Particulars,
): void {
  episode.causes = episode.causes.map((other) => (other.ruleId === cause.ruleId ? cause : other));
  if (isActive(episode))
    refresh(decision, episode, change, particulars(episode.alert.predictedAt ?? decision.at));
  else if (isNews(cause)) raiseAgain(decision, episode, cause, particulars);
}

/** Lets a cause that a person had ended raise alerts again. */
export function raiseAgain(
  decision: Decision,
  episode: Episode,
  cause: Cause,
  particulars: Particulars,
): void {
  episode.causes = episode.causes.filter(({ ruleId }) => ruleId !== cause.ruleId);
  if (episode.causes.length === 0) wakeAt(decision, decision.atMs);
  addCause(decision, episode.alert.component, { ...cause, seen: null }, particulars);
}

function raise(
  decision: Decision,
  component: ComponentName,
  cause: Cause,
  particulars: Particulars,
): Episode {
  const { memory, program } = decision;
  const isPrediction = cause.ruleId === null;
  const alert: Alert = {
    id: decision.outside.newAlertId(),
    organizationId: program.organizationId,
    assetId: memory.assetId,
    component,
    kind: cause.kind,
    origin: isPrediction ? 'predictive' : 'rule',
    severity: cause.severity,
    state: { active: true, acknowledged: false, shelved: false, suppressed: cause.held, outOfService: false },
    causes: [toldOf(cause)],
    probability: null,
    confidence: null,
    timeToFailure: null,
    timeToFailureInterval: null,
    topFactors: [],
    recommendedAction: cause.action,
    modelVersion: null,
    raisedAt: decision.at,
    predictedAt: isPrediction ? decision.at : null,
    ruleAt: isPrediction ? null : decision.at,
    acknowledgedAt: null,
    acknowledgedBy: null,
    clearedAt: null,
    resolvedAt: null,
    resolution: null,
    repeatCount: 0,
    revision: 1,
    ...decision.stamp(),
    ...particulars(decision.at),
  };
  const episode: Episode = {
    alert,
    causes: [cause],
    known: [cause.ruleId],
    kinds: [cause.kind],
    clearedAtMs: null,
    endedBy: null,
    endedAtMs: null,
    silent: false,
    activeSinceMs: decision.atMs,
    announcedSeverity: cause.severity,
    newsRevision: alert.revision,
  };
  memory.episodes.push(episode);
  decision.record(episode, 'raised');
  return episode;
}

/**
 * Past `repeatsMax` it returns silently, unless it is worse than last reported, or has a cause that
 * it never had.
 */
function bringBack(decision: Decision, episode: Episode, byNewcomer: boolean, values: Partial<Alert>): void {
  const { alert, causes } = episode;
  const { repeatsMax, deduplicationWindowMs } = decision.program.settings.alerts;
  const repeatCount = alert.repeatCount + 1;
  const severity = worstOf(causes.map((cause) => cause.severity));
  episode.silent = repeatCount > repeatsMax && !byNewcomer && !isWorse(severity, episode.announcedSeverity);
  episode.clearedAtMs = null;
  episode.activeSinceMs = decision.atMs;
  if (episode.silent) wakeAt(decision, decision.atMs + deduplicationWindowMs);
  decision.change(episode, 'reactivated', {
    ...summary(episode),
    ...values,
    severity,
    repeatCount,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    state: { ...alert.state, active: true, acknowledged: false, suppressed: allHeld(causes) },
  });
}

/**
 * A cause has ended. The alert clears with its last one; `suppressed`: it ended because the
 * operating state changed.
 */
export function removeCause(
  decision: Decision,
  episode: Episode,
  ruleId: Cause['ruleId'],
  why: 'cleared' | 'suppressed',
): void {
  episode.causes = episode.causes.filter((cause) => cause.ruleId !== ruleId);
  if (episode.causes.length > 0) {
    // It must not show an ended cause.
    refresh(decision, episode, saysOtherwise(episode) ? 'updated' : null, {});
    return;
  }
  episode.clearedAtMs = decision.atMs;
  wakeAt(decision, decision.atMs + decision.program.settings.alerts.deduplicationWindowMs + 1);
  if (!isActive(episode)) return;
  decision.change(episode, why, {
    clearedAt: decision.at,
    state: { ...episode.alert.state, active: false, suppressed: why === 'suppressed' },
  });
}

/**
 * Brings an active alert in line with its causes: it has the worst severity, and shows the causes.
 * An acknowledgement covers only what the person saw: a cause that is new or worse since makes the
 * alert unacknowledged again.
 * @param change what to report if nothing more important changed; null reports only a change of
 * severity, suppression or acknowledgement
 */
export function refresh(
  decision: Decision,
  episode: Episode,
  change: AlertChange | null,
  values: Partial<Alert>,
): void {
  if (!isActive(episode)) return;
  const { alert, causes } = episode;
  const severity = worstOf(causes.map((cause) => cause.severity));
  const suppressed = allHeld(causes);
  const isUnseen = alert.state.acknowledged && causes.some(isNews);
  const weightiest = weightiestOf(alert, severity, suppressed, isUnseen ? 'reactivated' : null, change);
  if (weightiest === null) return;
  if (isWorse(severity, episode.announcedSeverity)) episode.silent = false;
  decision.change(episode, weightiest, {
    ...summary(episode),
    ...values,
    ...(isUnseen ? { acknowledgedAt: null, acknowledgedBy: null } : {}),
    severity,
    state: { ...alert.state, suppressed, acknowledged: alert.state.acknowledged && !isUnseen },
  });
}

function weightiestOf(
  alert: Alert,
  severity: Alert['severity'],
  suppressed: boolean,
  unseen: 'reactivated' | null,
  change: AlertChange | null,
): AlertChange | null {
  if (change === 'joined') return change;
  if (suppressed !== alert.state.suppressed) return suppressed ? 'suppressed' : 'unsuppressed';
  if (severity !== alert.severity) return 'severity-changed';
  return unseen ?? change;
}

/** Whether an active alert differs from its present causes. */
export function saysOtherwise(episode: Episode): boolean {
  const { causes, recommendedAction } = summary(episode);
  const { alert } = episode;
  return recommendedAction !== alert.recommendedAction || !isDeepStrictEqual(causes, alert.causes);
}

const allHeld = (causes: readonly Cause[]): boolean => causes.every((cause) => cause.held);

/**
 * The causes that an alert shows: rules come first (they are facts), the worst before the milder.
 */
function summary({ alert, causes }: Episode): Pick<Alert, 'causes' | 'recommendedAction'> {
  if (causes.length === 0) return alert;
  const ordered = [...causes].sort(factThenWorst);
  return {
    causes: ordered.slice(0, ALERT_CAUSES_MAX).map(toldOf),
    recommendedAction: ordered.find((cause) => cause.action !== '')?.action ?? '',
  };
}

const toldOf = ({ ruleId, severity, facts }: Cause): AlertCause => ({ ruleId, severity, facts });

function factThenWorst(a: Cause, b: Cause): number {
  if ((a.ruleId === null) !== (b.ruleId === null)) return a.ruleId === null ? 1 : -1;
  if (a.severity === b.severity) return 0;
  return isWorse(a.severity, b.severity) ? -1 : 1;
}

/** Ensures that the timers are checked at this event time at the latest. */
export function wakeAt(decision: Decision, atMs: number): void {
  decision.memory.nextDueMs = Math.min(decision.memory.nextDueMs, atMs, NEVER);
}

/** The alert of a rule (or, for null, of the prediction). */
export function episodeOfCause(memory: AssetMemory, ruleId: Cause['ruleId']): Episode | undefined {
  return memory.episodes.find((episode) => episode.causes.some((cause) => cause.ruleId === ruleId));
}
