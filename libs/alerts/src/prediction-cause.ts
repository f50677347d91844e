import {
  probabilityMinOf,
  type Alert,
  type ComponentName,
  type Factor,
  type Severity,
} from '@eagle/contracts/domain';
import { NEVER } from './asset-memory.js';
import type { Cause } from './cause.js';
import {
  addCause,
  amendCause,
  episodeOfCause,
  isActive,
  PREDICTION_KIND,
  removeCause,
  wakeAt,
} from './episode.js';
import type { PredictionRow } from './prediction-row.js';
import { predictionFacts } from './prediction-facts.js';
import type { Decision } from './decision.js';

/**
 * Severity of a prediction, from its time to failure and its probability: `critical`: the median
 * time to failure is within the lead that people need (`leadMsMin`) and the probability is in the
 * upper half between the threshold and 1; `high`: either of the two; `medium`: neither.
 */
export function predictionSeverity(
  { leadMsMin, probabilityMin }: { readonly leadMsMin: number; readonly probabilityMin: number },
  probability: number,
  minutesToFailure: number,
): Severity {
  const isSoon = minutesToFailure * 60_000 <= leadMsMin;
  const isSure = probability >= (1 + probabilityMin) / 2;
  if (isSoon && isSure) return 'critical';
  return isSoon || isSure ? 'high' : 'medium';
}

/** Event time at which the standing prediction expires unless a row renews it; NEVER without one. */
export function predictionDueMs({ memory, program }: Decision): number {
  const { component, lastAtMs } = memory.prediction;
  if (component === null || lastAtMs === null) return NEVER;
  const { prediction, alerts } = program.settings;
  return lastAtMs + Math.max(prediction.horizonMs, alerts.predictionClearAfterMs);
}

/** A prediction for a component begins: raises, joins or brings back. */
export function beginPrediction(decision: Decision, row: PredictionRow, component: ComponentName): void {
  const { prediction } = decision.memory;
  prediction.component = component;
  prediction.belowSinceMs = null;
  prediction.milderSinceMs = null;
  forgetVotes(decision);
  prediction.severity = severityOfRow(decision, row);
  addCause(decision, component, causeFor(decision, row, component), (predictedAt) =>
    particulars(decision.memory.prediction.factors, row, predictedAt),
  );
  noteSent(decision, row);
  wakeAt(decision, predictionDueMs(decision));
}

/** The prediction has ended: the alert clears unless it also has a rule as its cause. */
export function endPrediction(decision: Decision): void {
  const { prediction } = decision.memory;
  if (prediction.component === null) return;
  prediction.component = null;
  prediction.belowSinceMs = null;
  forgetVotes(decision);
  const episode = episodeOfCause(decision.memory, null);
  if (episode !== undefined) removeCause(decision, episode, null, 'cleared');
}

/** Updates the alert to the present prediction. */
export function updatePrediction(decision: Decision, row: PredictionRow): void {
  const { prediction } = decision.memory;
  const episode = episodeOfCause(decision.memory, null);
  if (episode === undefined || prediction.component === null) return;
  const seen = episode.causes.find(({ ruleId }) => ruleId === null)?.seen ?? null;
  const cause = { ...causeFor(decision, row, prediction.component), seen };
  amendCause(decision, episode, cause, 'updated', (predictedAt) =>
    particulars(decision.memory.prediction.factors, row, predictedAt),
  );
  noteSent(decision, row);
}

/**
 * Another component is named permanently. If the prediction is the alert's only cause, and no rule
 * ever confirmed it, the alert continues under the new component. Otherwise it releases the
 * prediction, which then raises or joins an alert for the new component.
 */
export function movePrediction(decision: Decision, row: PredictionRow, component: ComponentName): void {
  const { memory } = decision;
  const episode = episodeOfCause(memory, null);
  const isTaken = memory.episodes.some((other) => isActive(other) && other.alert.component === component);
  if (episode === undefined || episode.alert.origin !== 'predictive' || isTaken || !isActive(episode)) {
    endPrediction(decision);
    beginPrediction(decision, row, component);
    return;
  }
  memory.prediction.component = component;
  forgetVotes(decision);
  episode.alert = { ...episode.alert, component };
  // No person has seen that another component will fail.
  episode.silent = false;
  episode.causes = episode.causes.map((cause) => ({ ...cause, seen: null }));
  updatePrediction(decision, row);
  episode.newsRevision = episode.alert.revision;
}

export function severityOfRow({ program: { settings } }: Decision, row: PredictionRow): Severity {
  const { leadMsMin } = settings.prediction;
  const probabilityMin = probabilityMinOf(settings, row.modelProbabilityMin);
  return predictionSeverity({ leadMsMin, probabilityMin }, row.probability, row.minutesMedian);
}

export function forgetVotes({ memory: { prediction } }: Decision): void {
  prediction.streak = 0;
  prediction.votes = [];
  prediction.rival = null;
  prediction.rivalRows = 0;
}

function noteSent({ memory: { prediction } }: Decision, row: PredictionRow): void {
  prediction.sentAtMs = row.eventTimeMs;
  prediction.sentProbability = row.probability;
}

function causeFor(decision: Decision, row: PredictionRow, component: ComponentName): Cause {
  return {
    ruleId: null,
    kind: PREDICTION_KIND,
    severity: decision.memory.prediction.severity,
    held: false,
    action: decision.program.actions.get(component) ?? '',
    seen: null,
    facts: predictionFacts(decision, row, component),
  };
}

/** The alert's time to failure counts from `predictedAt`, the row's from its own time. */
function particulars(factors: readonly Factor[], row: PredictionRow, predictedAt: string): Partial<Alert> {
  const elapsed = (row.eventTimeMs - Date.parse(predictedAt)) / 60_000;
  const { minutesLow, minutesMedian, minutesHigh } = row;
  const hasInterval = Number.isFinite(minutesLow) && Number.isFinite(minutesHigh);
  return {
    probability: row.probability,
    confidence: row.confidence,
    timeToFailure: Number.isFinite(minutesMedian) ? minutesMedian + elapsed : null,
    timeToFailureInterval: hasInterval ? [minutesLow + elapsed, minutesHigh + elapsed] : null,
    topFactors: [...factors],
    modelVersion: row.modelVersion,
  };
}
