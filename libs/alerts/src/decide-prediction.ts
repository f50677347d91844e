import { STREAMS } from '@eagle/contracts/bus';
import { probabilityMinOf, type ComponentName } from '@eagle/contracts/domain';
import { FEATURE_FLAG, FEATURE_FRAME_ROWS_MAX } from '@eagle/contracts/frames';
import { adoptProgram } from './adopt-program.js';
import type { AssetMemory, PredictionMemory } from './asset-memory.js';
import {
  beginPrediction,
  endPrediction,
  movePrediction,
  severityOfRow,
  updatePrediction,
} from './prediction-cause.js';
import type { PredictionRow } from './prediction-row.js';
import type { RuleProgram } from './rule-program.js';
import { isWorse } from './severity.js';
import { DECIDED, LATE, STALE, Decision, type Outside, type Outcome } from './decision.js';

/** An alert takes over a moved probability at most this often (event time), */
export const UPDATE_EVERY_MS = 60_000;
/** or, when it moved by this much, */
export const UPDATE_PROBABILITY = 0.1;
/** at most this often. */
export const UPDATE_EVERY_MS_MIN = 10_000;

/**
 * A dead replica has at most one stream's bound of an organization in flight: a longer gap consists
 * of rows that no model saw.
 */
const MISSING_ROWS_MAX = STREAMS.features.maxMessagesPerSubject * FEATURE_FRAME_ROWS_MAX;
const MISSING_GAPS_MAX = 64;

type Gap = PredictionMemory['missing'][number];

/**
 * Judges one prediction and advances the asset's memory. A row below the threshold while nothing is predicted costs about 100 ns.
 * - Raised (or joined) by `consecutiveMin` successive rows above both thresholds, for the component most of them name.
 * - Rows whose window is incomplete break the run and are otherwise ignored; late rows are ignored;
 *   rows in a state without predictions count as below the threshold.
 * - Cleared once the probability has stayed below for `predictionClearAfterMs`. Low confidence alone neither raises nor clears.
 */
export function decidePrediction(
  memory: AssetMemory,
  program: RuleProgram,
  row: PredictionRow,
  outside: Outside,
): Outcome {
  const { prediction } = memory;
  if (row.sequence <= prediction.lastSequence) return overtaken(prediction, row.sequence);
  noteGap(prediction, row.sequence);
  prediction.lastSequence = row.sequence;
  prediction.decided += 1;
  const atMs = row.eventTimeMs;
  if ((row.flags & FEATURE_FLAG.late) !== 0) return LATE;
  if (prediction.lastAtMs !== null && atMs < prediction.lastAtMs) return LATE;
  const { confidenceMin } = program.settings.prediction;
  const probabilityMin = probabilityMinOf(program.settings, row.modelProbabilityMin);
  const isKnown = (row.flags & FEATURE_FLAG.windowIncomplete) === 0 && row.probability === row.probability;
  if (!isKnown) {
    breakRun(prediction);
    return DECIDED;
  }
  prediction.lastAtMs = atMs;
  if (row.factors.length > 0) prediction.factors = [...row.factors];
  const isAbove = (row.flags & FEATURE_FLAG.stateExcluded) === 0 && row.probability >= probabilityMin;
  const isTrusted = row.confidence >= confidenceMin;
  if (prediction.component === null) {
    if (!isAbove || !isTrusted) {
      breakRun(prediction);
      return DECIDED;
    }
    return countTowards(memory, program, row, outside);
  }
  return goOn(memory, program, row, isAbove, isTrusted, outside);
}

/**
 * A prediction that newer ones have overtaken counts once and changes nothing; any other was
 * already decided.
 */
function overtaken(prediction: PredictionMemory, sequence: number): Outcome {
  const { missing } = prediction;
  const place = missing.findIndex(([from, to]) => sequence >= from && sequence <= to);
  const gap = missing[place];
  if (gap === undefined) return STALE;
  const [from, to] = gap;
  const left: Gap[] = [];
  if (from < sequence) left.push([from, sequence - 1]);
  if (sequence < to) left.push([sequence + 1, to]);
  missing.splice(place, 1, ...left);
  prediction.decided += 1;
  return LATE;
}

/**
 * Remembers skipped sequences, only the newest where there are too many (rows without a model get
 * no prediction).
 */
function noteGap(prediction: PredictionMemory, sequence: number): void {
  const { lastSequence, missing } = prediction;
  if (lastSequence < 0 || sequence === lastSequence + 1) return;
  missing.push([Math.max(lastSequence + 1, sequence - MISSING_ROWS_MAX), sequence - 1]);
  if (missing.length > MISSING_GAPS_MAX) missing.splice(0, missing.length - MISSING_GAPS_MAX);
}

function breakRun(prediction: PredictionMemory): void {
  if (prediction.streak === 0) return;
  prediction.streak = 0;
  prediction.votes = [];
}

function countTowards(
  memory: AssetMemory,
  program: RuleProgram,
  row: PredictionRow,
  outside: Outside,
): Outcome {
  const { prediction } = memory;
  prediction.streak += 1;
  const vote = prediction.votes.find(({ component }) => component === row.component);
  if (vote === undefined) prediction.votes.push({ component: row.component, rows: 1 });
  else vote.rows += 1;
  if (prediction.streak < program.settings.prediction.consecutiveMin) return DECIDED;
  const decision = new Decision(memory, program, outside, row.eventTimeMs, row.readAtMs);
  if (memory.revision !== program.revision) adoptProgram(decision);
  beginPrediction(decision, row, mostNamed(prediction.votes, row.component));
  return decision.outcome();
}

/** The component named most often in the run; the latest row decides a tie. */
function mostNamed(votes: PredictionMemory['votes'], latest: ComponentName): ComponentName {
  const rowsOfLatest = votes.find(({ component }) => component === latest)?.rows ?? 0;
  return votes.reduce((most, vote) => (vote.rows > most.rows ? vote : most), {
    component: latest,
    rows: rowsOfLatest,
  }).component;
}

function goOn(
  memory: AssetMemory,
  program: RuleProgram,
  row: PredictionRow,
  isAbove: boolean,
  isTrusted: boolean,
  outside: Outside,
): Outcome {
  const { prediction } = memory;
  const atMs = row.eventTimeMs;
  const decision = new Decision(memory, program, outside, atMs, row.readAtMs);
  if (memory.revision !== program.revision) adoptProgram(decision);
  if (!isAbove) {
    prediction.belowSinceMs ??= atMs;
    prediction.rival = null;
    if (atMs - prediction.belowSinceMs >= program.settings.alerts.predictionClearAfterMs)
      endPrediction(decision);
    return decision.outcome();
  }
  prediction.belowSinceMs = null;
  if (!isTrusted) return decision.outcome();
  const rival = settledRival(prediction, row.component, program.settings.prediction.consecutiveMin);
  if (rival !== null) movePrediction(decision, row, rival);
  else if (isMaterial(decision, row)) updatePrediction(decision, row);
  return decision.outcome();
}

/**
 * Another component takes over only after twice as many successive rows name it as are needed to
 * raise an alert (at least 5), so that a model in doubt between two components does not make an
 * alert flap.
 */
function settledRival(
  prediction: PredictionMemory,
  named: ComponentName,
  consecutiveMin: number,
): ComponentName | null {
  if (named === prediction.component) {
    prediction.rival = null;
    prediction.rivalRows = 0;
    return null;
  }
  prediction.rivalRows = named === prediction.rival ? prediction.rivalRows + 1 : 1;
  prediction.rival = named;
  return prediction.rivalRows >= Math.max(2 * consecutiveMin, 5) ? named : null;
}

/**
 * Severity rises at once and falls after it has been milder for `predictionClearAfterMs`; the
 * probability is reported at a bounded rate.
 */
function isMaterial(decision: Decision, row: PredictionRow): boolean {
  const { prediction } = decision.memory;
  const severity = severityOfRow(decision, row);
  if (isWorse(severity, prediction.severity)) {
    prediction.severity = severity;
    prediction.milderSinceMs = null;
    return true;
  }
  if (severity === prediction.severity) {
    prediction.milderSinceMs = null;
  } else {
    prediction.milderSinceMs ??= decision.atMs;
    const { predictionClearAfterMs } = decision.program.settings.alerts;
    if (decision.atMs - prediction.milderSinceMs >= predictionClearAfterMs) {
      prediction.severity = severity;
      prediction.milderSinceMs = null;
      return true;
    }
  }
  const sinceMs = decision.atMs - prediction.sentAtMs;
  const moved = Math.abs(row.probability - prediction.sentProbability);
  if (sinceMs >= UPDATE_EVERY_MS) return true;
  return sinceMs >= UPDATE_EVERY_MS_MIN && moved >= UPDATE_PROBABILITY;
}
