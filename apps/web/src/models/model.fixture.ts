import type { Contender, Estimate, Judgement, ModelSummary, Verdict } from './model-types.js';

export const verdictOf = (promote: boolean): Verdict => ({
  promote,
  reason: promote ? '34 of 38 failures are warned in time.' : 'The rules alone warn as many.',
  checks: [{ name: 'rules', passed: promote, sentence: 'The rules alone warn 12.' }],
  clockTrap: false,
});

/** A version as the gateway lists it; tests name only what they are about. */
export function modelOf(change: Partial<ModelSummary>): ModelSummary {
  return {
    version: '1.5.0',
    state: 'registered',
    stateReason: '',
    stateAt: '2026-11-24T00:00:00.000Z',
    overridden: false,
    tags: [],
    createdAt: '2026-11-24T00:00:00.000Z',
    metrics: {
      rowsTrain: 1,
      rowsTest: 1,
      positivesTrain: 1,
      positivesTest: 1,
      eventsTrain: 1,
      eventsTest: 1,
      auc: null,
      averagePrecision: null,
      baseRate: null,
      event: null,
    },
    intervals: null,
    verdict: verdictOf(true),
    trainedFrom: '2025-12-01T00:00:00.000Z',
    trainedTo: '2026-10-12T00:00:00.000Z',
    featureCount: 183,
    components: ['fan', 'heater'],
    ...change,
  };
}

export const estimateOf = (value: number | null, low = value, high = value): Estimate => ({
  value,
  low,
  high,
});

interface ContenderParts {
  readonly leadMinutes: readonly (number | null)[];
  readonly late?: number;
  readonly falseAlarms?: number;
}

/** Judged on as many failures as it has leads; one without a lead was not warned in time. */
export function contenderOf({ leadMinutes, late = 0, falseAlarms = 3 }: ContenderParts): Contender {
  const warnedInTime = leadMinutes.filter((lead) => lead !== null).length;
  const events = leadMinutes.length;
  return {
    probabilityMin: 0.8,
    event: {
      events,
      warnedInTime,
      missed: events - warnedInTime,
      falseAlarms,
      assetDays: 42,
      falseAlarmsPerAssetDay: falseAlarms / 42,
      leadMinutesMedian: 9.4,
      leadMinutesP10: 6.8,
    },
    late,
    alarms: warnedInTime + falseAlarms,
    warnedShare: estimateOf(events === 0 ? null : warnedInTime / events, 0.1, 0.9),
    falseAlarmsPerAssetDay: estimateOf(falseAlarms / 42, 0.01, 0.21),
    leadMinutesMedian: estimateOf(9.4, 8, 11),
    averagePrecision: estimateOf(0.91, 0.87, 0.94),
    auc: estimateOf(0.97, 0.95, 0.98),
    rows: {
      accuracy: null,
      precision: null,
      recall: null,
      f1: null,
      falseRowShare: null,
      confusion: { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 },
    },
    leadMinutes: [...leadMinutes],
    lateMinutes: null,
    eventCurve: null,
  };
}

export interface FailureParts {
  readonly component: string;
  readonly at: string;
  readonly lead: number | null;
}

const NO_DIFFERENCE = {
  warnedShare: estimateOf(null),
  falseAlarmsPerAssetDay: estimateOf(null),
  averagePrecision: estimateOf(null),
  auc: estimateOf(null),
};

/** The judgement of a model on some failures. */
export function judgementOf(
  failures: readonly FailureParts[],
  change: Partial<Judgement> & { readonly late?: number } = {},
): Judgement {
  const { late = 0, ...more } = change;
  const silent = failures.map(() => null);
  return {
    v: 1,
    labels: 'ahead',
    heldBack: {
      fingerprint: 'the same rows',
      from: '2026-10-13T00:00:00.000Z',
      to: '2026-11-24T00:00:00.000Z',
      rows: 1_000,
      failing: 100,
      quiet: 900,
      early: 0,
      assets: 1,
      assetDays: 42,
      longestRecordMs: 42 * 86_400_000,
      baseRate: 0.06,
    },
    horizonMs: 900_000,
    leadMsMin: 300_000,
    events: failures.map(({ component, at }) => ({ assetId: 'line-1', component, at })),
    eventsNotJudged: 0,
    budget: { kind: 'alarms', falseAlarmsPerAssetDayMax: 0.14 },
    threshold: { probabilityMin: 0.81, judgedAt: 'other-rows', sentence: 'Chosen on other rows.' },
    model: contenderOf({ leadMinutes: failures.map(({ lead }) => lead), late }),
    clock: contenderOf({ leadMinutes: silent }),
    rules: null,
    champion: null,
    differences: { clock: NO_DIFFERENCE, rules: NO_DIFFERENCE, champion: null },
    skill: estimateOf(0.85, 0.8, 0.9),
    warnedByChanceShare: 0.02,
    chancePrecision: null,
    falseAlarms: null,
    calibration: { expectedError: 0.018, bins: [] },
    timeToFailureCoverage: 0.81,
    componentRight: { rowShare: 0.95, eventShare: 0.97 },
    alarmsPerOperatorPerDay: 0.9,
    bootstrap: { draws: 1_000, seed: 1, quietBy: 'assets' },
    detection: null,
    answers: null,
    ...more,
  };
}
