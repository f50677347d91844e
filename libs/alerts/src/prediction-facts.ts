import { probabilityMinOf, type ComponentName, type FactsOf } from '@eagle/contracts/domain';
import type { PredictionRow } from './prediction-row.js';
import { finite } from './rule-facts.js';
import type { Turn } from './turn.js';

/** What a prediction says of a component. */
export function predictionFacts(
  turn: Turn,
  row: PredictionRow,
  component: ComponentName,
): FactsOf<'prediction'> {
  const { minutesLow, minutesMedian, minutesHigh } = row;
  const hasInterval = Number.isFinite(minutesLow) && Number.isFinite(minutesHigh);
  return {
    type: 'prediction',
    assetName: turn.assetName(),
    component,
    at: new Date(row.eventTimeMs).toISOString(),
    probability: finite(row.probability),
    probabilityMin: finite(probabilityMinOf(turn.program.settings, row.modelProbabilityMin)),
    confidence: finite(row.confidence),
    minutesToFailure: Number.isFinite(minutesMedian) ? minutesMedian + 0 : null,
    minutesInterval: hasInterval ? [minutesLow + 0, minutesHigh + 0] : null,
    factors: [...turn.memory.prediction.factors],
    modelVersion: row.modelVersion,
  };
}
