import fc from 'fast-check';
import type { Alert } from '../api/index.js';
import { SEVERITIES } from './counts.js';

/** The instant of the tests, in milliseconds since 1970. */
export const NOW = Date.parse('2026-11-28T14:32:08.000Z');

export const minutesAgo = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

type State = Alert['state'];

/** An alert of a limit; what a test is about is given by name. */
export function alertOf({
  state,
  ...rest
}: Partial<Omit<Alert, 'state'>> & { state?: Partial<State> } = {}): Alert {
  const id = rest.id ?? '00000000-0000-4000-8000-000000000001';
  const raisedAt = rest.raisedAt ?? minutesAgo(5);
  return {
    id,
    organizationId: '00000000-0000-4000-8000-00000000000a',
    assetId: 'line-1',
    component: 'quench-oil',
    kind: 'oil-hot',
    origin: 'rule',
    severity: 'medium',
    causes: [
      {
        ruleId: 'oil-hot',
        severity: 'medium',
        title: 'Quench oil is too hot',
        text: 'Furnace line 1: Quench oil is 85 °C, at or above the limit of 80 °C.',
        facts: {
          type: 'limit',
          assetName: 'Furnace line 1',
          ruleTitle: 'Quench oil is too hot',
          state: 'running',
          tag: 'oil',
          label: 'Quench oil',
          since: raisedAt,
          unit: '°C',
          value: 85,
          side: 'high',
          limit: 80,
        },
      },
    ],
    title: 'Quench oil is too hot',
    message: 'Furnace line 1: Quench oil is 85 °C, at or above the limit of 80 °C.',
    probability: null,
    confidence: null,
    timeToFailure: null,
    timeToFailureInterval: null,
    topFactors: [],
    recommendedAction: 'Check the cooler of the oil.',
    modelVersion: null,
    raisedAt,
    eventAt: raisedAt,
    recordedAt: raisedAt,
    predictedAt: null,
    ruleAt: raisedAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    clearedAt: null,
    resolvedAt: null,
    resolution: null,
    repeatCount: 0,
    revision: 1,
    ...rest,
    state: {
      active: true,
      acknowledged: false,
      shelved: false,
      suppressed: false,
      outOfService: false,
      ...state,
    },
  };
}

/** A prediction with its factors. */
export function predictionOf(given: Parameters<typeof alertOf>[0] = {}): Alert {
  const predictedAt = given.predictedAt ?? minutesAgo(1);
  const factor = {
    feature: 'cppv_rolling_300s_std',
    value: 0.0069,
    usual: [0.0033, 0.005] as [number, number],
    contribution: 3.09,
    direction: 'raises' as const,
  };
  return alertOf({
    origin: 'predictive',
    severity: 'high',
    component: 'atmosphere',
    kind: 'prediction',
    title: 'Atmosphere is likely to fail',
    message: 'Furnace line 1: atmosphere is expected to fail in about 8 minutes.',
    probability: 0.99,
    confidence: 0.98,
    timeToFailure: 9,
    timeToFailureInterval: [6, 15],
    topFactors: [factor],
    recommendedAction: 'Hold the charge, check gas supply and seals.',
    modelVersion: '1.4.0',
    predictedAt,
    ruleAt: null,
    causes: [
      {
        ruleId: null,
        severity: 'high',
        title: 'Atmosphere is likely to fail',
        text: 'Furnace line 1: atmosphere is expected to fail in about 8 minutes.',
        facts: {
          type: 'prediction',
          assetName: 'Furnace line 1',
          component: 'atmosphere',
          at: predictedAt,
          probability: 0.99,
          probabilityMin: 0.85,
          confidence: 0.98,
          minutesToFailure: 9,
          minutesInterval: [6, 15],
          factors: [factor],
          modelVersion: '1.4.0',
        },
      },
    ],
    ...given,
  });
}

const flags = fc.record({
  active: fc.boolean(),
  acknowledged: fc.boolean(),
  shelved: fc.constantFrom(false, false, false, true),
});

/** Any alert that is not over, with one of few ids, so that it meets itself. */
export const anyAlert: fc.Arbitrary<Alert> = fc
  .record({
    id: fc.constantFrom(...'abcdefghijkl'),
    severity: fc.constantFrom(...SEVERITIES),
    origin: fc.constantFrom('rule' as const, 'predictive' as const, 'both' as const),
    assetId: fc.constantFrom('line-1', 'line-2'),
    component: fc.constantFrom('quench-oil', 'heater'),
    minutes: fc.nat(20),
    revision: fc.integer({ min: 1, max: 50 }),
    state: flags,
  })
  .filter(({ state }) => state.active || !state.acknowledged)
  .map(({ minutes, ...rest }) => alertOf({ ...rest, raisedAt: minutesAgo(minutes) }));

export const anyAlerts: fc.Arbitrary<readonly Alert[]> = fc.uniqueArray(anyAlert, {
  selector: ({ id }) => id,
});

/** So many different alerts, in no order. */
export const manyAlerts = (count: number): Alert[] =>
  Array.from({ length: count }, (_, index) =>
    alertOf({
      id: `alert-${index}`,
      assetId: `line-${index % 40}`,
      component: index % 3 === 0 ? 'heater' : 'quench-oil',
      title: index % 7 === 0 ? 'Heater failed: hardening zone 1' : 'Quench oil is too hot',
      severity: SEVERITIES[(index * 7) % 4] ?? 'low',
      raisedAt: minutesAgo((index * 7_919) % 10_000),
      state: { acknowledged: index % 5 === 0 },
    }),
  );
