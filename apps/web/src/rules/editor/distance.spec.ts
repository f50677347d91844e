import fc from 'fast-check';
import { deviationRule, limitRule } from '../../rule-words/rule.fixture.js';
import type { Rule } from '../../rule-words/index.js';
import { distanceOf, limitsInSight, marginOf, unreachableLimits } from './distance.js';

const BANDS = [
  { severity: 'high' as const, from: 80 },
  { severity: 'critical' as const, from: 90 },
];
const isBanded = (rule: Rule): rule is Extract<Rule, { readonly type: 'limit' | 'deviation' }> =>
  rule.type === 'limit' || rule.type === 'deviation';
function at(rule: Rule, value: number | null, setValue: number | null = null) {
  if (!isBanded(rule)) throw new Error('the rule has no limits');
  return distanceOf(rule, { value, setValue });
}

describe('where a value stands', () => {
  test('is before the mildest limit, or beyond the worst that it crossed', () => {
    const rule = limitRule({ bands: BANDS });
    expect(at(rule, 64)).toEqual({ kind: 'within', by: 16, severity: 'high' });
    expect(at(rule, 80)).toEqual({ kind: 'beyond', by: 0, severity: 'high' });
    expect(at(rule, 95)).toEqual({ kind: 'beyond', by: 5, severity: 'critical' });
    expect(at(rule, null)).toEqual({ kind: 'unknown' });
  });

  test('counts downward for a low limit', () => {
    const rule = limitRule({
      side: 'low',
      bands: [
        { severity: 'high', from: 20 },
        { severity: 'critical', from: 10 },
      ],
    });
    expect(at(rule, 25)).toEqual({ kind: 'within', by: 5, severity: 'high' });
    expect(at(rule, 8)).toEqual({ kind: 'beyond', by: 2, severity: 'critical' });
  });

  test('is measured from the set value in the direction of a deviation', () => {
    const bands = [{ severity: 'medium' as const, from: 5 }];
    expect(at(deviationRule({ bands }), 93, 100)).toEqual({ kind: 'beyond', by: 2, severity: 'medium' });
    expect(at(deviationRule({ bands, direction: 'above' }), 93, 100)).toEqual({
      ...{ kind: 'within', by: 12, severity: 'medium' },
    });
    expect(at(deviationRule({ bands }), 93)).toEqual({ kind: 'unknown' });
  });

  test('is nearer to the limit the less is left to it', () => {
    const rule = limitRule({ bands: BANDS });
    const margins = [null, 10, 79, 85].map((value) => marginOf(at(rule, value)));
    expect(margins).toEqual([Infinity, 70, 1, -5]);
  });

  test('is beyond exactly where some limit holds', () => {
    const bands = fc.uniqueArray(
      fc.record({
        severity: fc.constantFrom('critical', 'high', 'medium', 'low'),
        from: fc.integer({ min: -50, max: 50 }),
      }),
      { selector: ({ severity }) => severity, minLength: 1 },
    );
    fc.assert(
      fc.property(
        bands,
        fc.constantFrom('high', 'low'),
        fc.integer({ min: -60, max: 60 }),
        (list, side, value) => {
          const holds = list.some(({ from }) => (side === 'high' ? value >= from : value <= from));
          expect(at(limitRule({ bands: list, side }), value).kind).toBe(holds ? 'beyond' : 'within');
        },
      ),
    );
  });
});

describe('a limit', () => {
  test('beyond the plausible range of its tag can never be crossed', () => {
    const rule = limitRule({ bands: BANDS });
    expect(unreachableLimits(rule, { low: 0, high: 85 })).toEqual([90]);
    expect(unreachableLimits(rule, null)).toEqual([]);
    expect(unreachableLimits(limitRule({ side: 'low', bands: BANDS }), { low: 85, high: 99 })).toEqual([80]);
  });

  test('is on the axis of its values unless it would flatten them', () => {
    const limits = [{ at: 30 }, { at: 70 }, { at: -25 }];
    expect(limitsInSight({ low: 10, high: 20 }, limits)).toEqual([30, -25]);
    expect(limitsInSight({ low: 10, high: 10 }, limits)).toEqual([30, 70, -25]);
    expect(limitsInSight(null, limits)).toEqual([30, 70, -25]);
  });
});
