import type { AssetId, Factor, PredictionResult } from '@eagle/contracts/domain';
import type { PredictionFrame } from '@eagle/contracts/frames';

/**
 * The rows of a frame as people read them, the newest of each asset. It holds the features that
 * contribute most; the whole row is not kept.
 * @param nowMs  Wall clock, for the time since the row was read.
 */
export function latestOfFrame(frame: PredictionFrame, nowMs: number): Map<AssetId, PredictionResult> {
  const newest = new Map<AssetId, number>();
  for (let row = 0; row < frame.rows; row += 1) {
    const assetId = frame.assetNames[frame.assets[row] ?? -1];
    if (assetId === undefined) continue;
    const known = newest.get(assetId);
    if (known === undefined || eventTime(frame, row) >= eventTime(frame, known)) newest.set(assetId, row);
  }
  const results = new Map<AssetId, PredictionResult>();
  for (const [assetId, row] of newest) {
    const result = resultOf(frame, assetId, row, nowMs);
    if (result !== null) results.set(assetId, result);
  }
  return results;
}

const eventTime = (frame: PredictionFrame, row: number): number => frame.eventTimesMs[row] ?? 0;

function resultOf(
  frame: PredictionFrame,
  assetId: AssetId,
  row: number,
  nowMs: number,
): PredictionResult | null {
  const predictedComponent = frame.componentNames[frame.components[row] ?? -1];
  if (predictedComponent === undefined) return null;
  const topFactors: Factor[] = frame.factors[String(row)] ?? [];
  const minutes = (quantile: number): number => frame.timeToFailure[row * 3 + quantile] ?? 0;
  return {
    organizationId: frame.organizationId,
    assetId,
    probability: frame.probability[row] ?? 0,
    confidence: frame.confidence[row] ?? 0,
    predictedComponent,
    timeToFailure: minutes(1),
    timeToFailureInterval: [minutes(0), minutes(2)],
    modelVersion: frame.modelVersion,
    timestamp: new Date(eventTime(frame, row)).toISOString(),
    features: Object.fromEntries(topFactors.map((factor) => [factor.feature, factor.value])),
    topFactors,
    metadata: {
      processingTime: Math.max(0, nowMs - (frame.readAtsMs[row] ?? nowMs)),
      modelLoadTime: 0,
      featureCount: topFactors.length,
      modelHealth: 'healthy',
      fallbackUsed: false,
    },
  };
}
