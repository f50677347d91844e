import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { alertPushSchema, type AlertPush } from '@eagle/contracts/socket';
import { warnedSpans, warningsOf } from './report.js';

const organizationId = randomUUID();
const [joined, open] = [randomUUID(), randomUUID()];

/** One change as the socket sends it; the hours are those of one day. */
function push(
  id: string,
  change: AlertPush['change'],
  hours: { readonly predicted: string | null; readonly cleared: string | null },
): AlertPush {
  const at = (hour: string | null): string | null => (hour === null ? null : `2024-01-01T${hour}:00:00Z`);
  return alertPushSchema.parse({
    cursor: 1,
    organizationId,
    change,
    alert: {
      id,
      organizationId,
      assetId: 'A',
      component: 'heater',
      kind: 'failure',
      origin: 'predictive',
      severity: 'high',
      state: {
        active: hours.cleared === null,
        acknowledged: false,
        shelved: false,
        suppressed: false,
        outOfService: false,
      },
      title: '',
      message: '',
      causes: [
        {
          ruleId: null,
          severity: 'high',
          facts: { type: 'told', title: '', text: '', measured: null },
          title: '',
          text: '',
        },
      ],
      probability: null,
      confidence: null,
      timeToFailure: null,
      timeToFailureInterval: null,
      topFactors: [],
      recommendedAction: '',
      modelVersion: null,
      raisedAt: '2024-01-01T00:00:00Z',
      predictedAt: at(hours.predicted),
      ruleAt: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      clearedAt: at(hours.cleared),
      resolvedAt: null,
      resolution: null,
      repeatCount: 0,
      revision: 1,
    },
  });
}

const pushes = [
  push(joined, 'raised', { predicted: null, cleared: null }),
  push(joined, 'joined', { predicted: '02', cleared: null }),
  push(joined, 'updated', { predicted: '02', cleared: null }),
  push(joined, 'cleared', { predicted: '02', cleared: '05' }),
  push(open, 'raised', { predicted: '10', cleared: null }),
];

describe('what the socket sent', () => {
  test('has one warning for each alert: from the first prediction, not from the rule that raised it, until it cleared', () => {
    const at = (hour: number): number => Date.UTC(2024, 0, 1, hour);
    assert.deepEqual(
      warningsOf(pushes).map(({ atMs, untilMs }) => [atMs, untilMs]),
      [
        [at(2), at(5)],
        [at(10), Infinity],
      ],
    );
  });

  test('shows how long warnings were active; one that did not clear was active until the end', () => {
    const at = (hour: number): number => Date.UTC(2024, 0, 1, hour);
    assert.deepEqual(warnedSpans(pushes, at(12)), [
      { asset: 'A', fromMs: at(2), untilMs: at(5) },
      { asset: 'A', fromMs: at(10), untilMs: at(12) },
    ]);
  });
});
