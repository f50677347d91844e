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
import type { Turn } from './turn.js';

/**
 * Severity of a prediction, from how soon and how sure:
 * `critical`: the median time to failure is within the lead that people need (`leadMsMin`) and the probability is in the upper half between
 * the threshold and 1; `high`: either of the two; `medium`: neither.
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
export function predictionDueMs({ memory, program }: Turn): number {
  const { component, lastAtMs } = memory.prediction;
  if (component === null || lastAtMs === null) return NEVER;
  const { prediction, alerts } = program.settings;
  return lastAtMs + Math.max(prediction.horizonMs, alerts.predictionClearAfterMs);
}

/** The prediction begins to stand for a component: raises, joins or brings back. */
export function beginPrediction(turn: Turn, row: PredictionRow, component: ComponentName): void {
  const { prediction } = turn.memory;
  prediction.component = component;
  prediction.belowSinceMs = null;
  prediction.milderSinceMs = null;
  forgetVotes(turn);
  prediction.severity = severityOfRow(turn, row);
  addCause(turn, component, causeFor(turn, row, component), (predictedAt) =>
    particulars(turn.memory.prediction.factors, row, predictedAt),
  );
  noteSent(turn, row);
  wakeAt(turn, predictionDueMs(turn));
}

/** Nothing is predicted any more: the alert clears unless a rule stands behind it. */
export function endPrediction(turn: Turn): void {
  const { prediction } = turn.memory;
  if (prediction.component === null) return;
  prediction.component = null;
  prediction.belowSinceMs = null;
  forgetVotes(turn);
  const episode = episodeOfCause(turn.memory, null);
  if (episode !== undefined) removeCause(turn, episode, null, 'cleared');
}

/** Tells the alert what the prediction has become. */
export function updatePrediction(turn: Turn, row: PredictionRow): void {
  const { prediction } = turn.memory;
  const episode = episodeOfCause(turn.memory, null);
  if (episode === undefined || prediction.component === null) return;
  const seen = episode.causes.find(({ ruleId }) => ruleId === null)?.seen ?? null;
  const cause = { ...causeFor(turn, row, prediction.component), seen };
  amendCause(turn, episode, cause, 'updated', (predictedAt) =>
    particulars(turn.memory.prediction.factors, row, predictedAt),
  );
  noteSent(turn, row);
}

/**
 * Another component is named for good. An alert that only the prediction stands behind, and that no rule ever confirmed, goes on under the
 * new component; otherwise it lets go of the prediction, which then raises or joins for the new component.
 */
export function movePrediction(turn: Turn, row: PredictionRow, component: ComponentName): void {
  const { memory } = turn;
  const episode = episodeOfCause(memory, null);
  const isTaken = memory.episodes.some((other) => isActive(other) && other.alert.component === component);
  if (episode === undefined || episode.alert.origin !== 'predictive' || isTaken || !isActive(episode)) {
    endPrediction(turn);
    beginPrediction(turn, row, component);
    return;
  }
  memory.prediction.component = component;
  forgetVotes(turn);
  episode.alert = { ...episode.alert, component };
  // That another component will fail is something that nobody has seen.
  episode.silent = false;
  episode.causes = episode.causes.map((cause) => ({ ...cause, seen: null }));
  updatePrediction(turn, row);
  episode.newsRevision = episode.alert.revision;
}

export function severityOfRow({ program: { settings } }: Turn, row: PredictionRow): Severity {
  const { leadMsMin } = settings.prediction;
  const probabilityMin = probabilityMinOf(settings, row.modelProbabilityMin);
  return predictionSeverity({ leadMsMin, probabilityMin }, row.probability, row.minutesMedian);
}

export function forgetVotes({ memory: { prediction } }: Turn): void {
  prediction.streak = 0;
  prediction.votes = [];
  prediction.rival = null;
  prediction.rivalRows = 0;
}

function noteSent({ memory: { prediction } }: Turn, row: PredictionRow): void {
  prediction.sentAtMs = row.eventTimeMs;
  prediction.sentProbability = row.probability;
}

function causeFor(turn: Turn, row: PredictionRow, component: ComponentName): Cause {
  return {
    ruleId: null,
    kind: PREDICTION_KIND,
    severity: turn.memory.prediction.severity,
    held: false,
    action: turn.program.actions.get(component) ?? '',
    seen: null,
    facts: predictionFacts(turn, row, component),
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
