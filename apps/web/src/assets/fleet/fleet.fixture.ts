import type { Asset } from '../use-configuration.js';
import type { LatestRow, Prediction } from './fleet.js';

export const assetOf = (assetId: string, more: Partial<Asset> = {}): Asset => ({
  assetId,
  name: `Pump ${assetId}`,
  kind: 'pump',
  attributes: {},
  ...more,
});

export const rowOf = (asset: string, timeMs: number): LatestRow => ({
  asset,
  timeMs,
  readAtMs: timeMs,
  sequence: 1,
  labels: { state: 'running' },
  values: { flow: { value: 412, quality: 'good' } },
});

export const predictionOf = (assetId: string, atMs: number): Prediction => ({
  organizationId: 'plant',
  assetId,
  probability: 0.12,
  confidence: 0.9,
  predictedComponent: 'bearing',
  timeToFailure: 8,
  timeToFailureInterval: [5, 14],
  modelVersion: '1.0.0',
  timestamp: new Date(atMs).toISOString(),
  features: {},
  topFactors: [],
  metadata: {
    processingTime: 1,
    modelLoadTime: 1,
    featureCount: 1,
    modelHealth: 'healthy',
    fallbackUsed: false,
  },
});
