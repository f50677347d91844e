import type { Alert } from '../../api/index.js';
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

/** An active alert that waits for somebody. */
export const alertOf = (id: string, assetId: string, more: Partial<Alert> = {}): Alert => ({
  id,
  organizationId: 'plant',
  assetId,
  component: 'bearing',
  kind: 'vibration',
  origin: 'rule',
  severity: 'medium',
  state: { active: true, acknowledged: false, shelved: false, suppressed: false, outOfService: false },
  causes: [],
  title: 'Vibration is high',
  message: '',
  probability: null,
  confidence: null,
  timeToFailure: null,
  timeToFailureInterval: null,
  topFactors: [],
  recommendedAction: '',
  modelVersion: null,
  raisedAt: '2026-11-30T10:00:00.000Z',
  eventAt: null,
  recordedAt: null,
  predictedAt: null,
  ruleAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  clearedAt: null,
  resolvedAt: null,
  resolution: null,
  repeatCount: 0,
  revision: 1,
  ...more,
});
