import fc from 'fast-check';
import { alertOf, minutesAgo, NOW, predictionOf } from '../../live/alert.fixture.js';
import { limitOf, RECORD_MINUTES, recordRangeOf, speakingTagOf } from './record.js';

const MINUTE_MS = 60_000;
const isTag = (name: string): boolean => ['cppv', 'oil', 'drive'].includes(name);
const factor = (feature: string, contribution: number) => ({
  feature,
  value: 1,
  usual: null,
  contribution,
  direction: contribution > 0 ? ('raises' as const) : ('lowers' as const),
});

describe('the tag that speaks most', () => {
  test('is that of the strongest factor for a failure', () => {
    const topFactors = [factor('drive', -9), factor('oil_slope_60s', 1), factor('cppv_rolling_300s_std', 3)];
    expect(speakingTagOf(predictionOf({ topFactors }), isTag)).toBe('cppv');
  });

  test('is not what no tag is made of, and of a rule it is its own', () => {
    expect(speakingTagOf(predictionOf({ topFactors: [factor('state.minutes', 3)] }), isTag)).toBeNull();
    expect(speakingTagOf(alertOf(), isTag)).toBe('oil');
    expect(speakingTagOf(alertOf(), () => false)).toBeNull();
  });
});

describe('the record', () => {
  test('of an alert that holds goes up to now, with room for the expected failure', () => {
    expect(recordRangeOf(alertOf(), NOW)).toEqual({
      fromMs: NOW - RECORD_MINUTES * MINUTE_MS,
      toMs: NOW,
      endMs: NOW,
      isLive: true,
    });
    // Predicted a minute ago, at the latest in fifteen minutes; the end of the interval is seen.
    expect(recordRangeOf(predictionOf(), NOW).toMs).toBe(NOW + 16 * MINUTE_MS);
  });

  test('of an alert that is over ends soon after it', () => {
    const over = alertOf({ state: { active: false }, clearedAt: minutesAgo(600) });
    const range = recordRangeOf(over, NOW);
    expect([range.toMs, range.isLive]).toEqual([NOW - 595 * MINUTE_MS, false]);
  });

  test('is never of the future, and always shows forty minutes', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), fc.boolean(), (predicted, cleared, active) => {
        const alert = predictionOf({
          predictedAt: minutesAgo(predicted),
          clearedAt: active ? null : minutesAgo(cleared),
          state: { active },
        });
        const { fromMs, toMs, endMs } = recordRangeOf(alert, NOW);
        expect(endMs - fromMs).toBe(RECORD_MINUTES * MINUTE_MS);
        expect(endMs).toBeLessThanOrEqual(NOW);
        expect(toMs).toBeGreaterThanOrEqual(endMs);
      }),
    );
  });

  test('has the limit that the rule names, of its own tag alone', () => {
    const range = { fromMs: 0, toMs: 1 };
    expect(limitOf(alertOf(), 'oil', range)).toMatchObject([{ side: 'high', at: 80, tint: 'medium-tint' }]);
    expect(limitOf(alertOf(), 'cppv', range)).toEqual([]);
  });
});
