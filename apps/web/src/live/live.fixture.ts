import type { Alert, Severity } from '../api/index.js';

interface AlertParts {
  readonly id: string;
  readonly revision?: number;
  readonly severity?: Severity;
  readonly raisedAt?: string;
  readonly active?: boolean;
  readonly acknowledged?: boolean;
  readonly shelved?: boolean;
}

/** An alert as the gateway answers it; tests name only what they are about. */
export function alertOf({
  id,
  revision = 1,
  severity = 'high',
  raisedAt = '2026-01-01T00:00:00Z',
  active = true,
  acknowledged = false,
  shelved = false,
}: AlertParts): Alert {
  return {
    ...{ id, revision, severity, raisedAt },
    organizationId: 'north',
    assetId: 'pump-1',
    component: 'impeller',
    kind: 'flow',
    origin: 'rule',
    state: { active, acknowledged, shelved, suppressed: false, outOfService: false },
    causes: [],
    probability: null,
    confidence: null,
    timeToFailure: null,
    timeToFailureInterval: null,
    topFactors: [],
    recommendedAction: '',
    modelVersion: null,
    eventAt: null,
    recordedAt: null,
    predictedAt: null,
    ruleAt: raisedAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    clearedAt: null,
    resolvedAt: null,
    resolution: null,
    repeatCount: 0,
    title: 'Flow is off its set value',
    message: '',
  };
}
