import { probabilityMinOf, type ComponentName, type FactsOf } from '@eagle/contracts/domain';
import type { PredictionRow } from './prediction-row.js';
import { finite } from './rule-facts.js';
import type { Decision } from './decision.js';

/** The facts of a prediction on a component. */
export function predictionFacts(
  decision: Decision,
  row: PredictionRow,
  component: ComponentName,
): FactsOf<'prediction'> {
  const { minutesLow, minutesMedian, minutesHigh } = row;
  const hasInterval = Number.isFinite(minutesLow) && Number.isFinite(minutesHigh);
  return {
    type: 'prediction',
    assetName: decision.assetName(),
    component,
    at: new Date(row.eventTimeMs).toISOString(),
    probability: finite(row.probability),
    probabilityMin: finite(probabilityMinOf(decision.program.settings, row.modelProbabilityMin)),
    confidence: finite(row.confidence),
    minutesToFailure: Number.isFinite(minutesMedian) ? minutesMedian + 0 : null,
    minutesInterval: hasInterval ? [minutesLow + 0, minutesHigh + 0] : null,
    factors: [...decision.memory.prediction.factors],
    modelVersion: row.modelVersion,
  };
}
