import fc from 'fast-check';
import { contenderOf, judgementOf } from '../model.fixture.js';
import type { Judgement } from '../model-types.js';
import { pointsAround, precisionOf, spreadLabels, stepsOf } from './precision.js';

const FAILURES = 4;
const point = fc.record({
  probabilityMin: fc.double({ min: 0, max: 1, noNaN: true }),
  warnedInTime: fc.integer({ min: 0, max: FAILURES }),
  falseAlarms: fc.nat(20),
});
const leads = [7, 9, null, 8];
const model = contenderOf({ leadMinutes: leads, falseAlarms: 1 });

const judged = (change: Partial<Judgement>): Judgement =>
  judgementOf(
    leads.map((lead, day) => ({ component: 'fan', at: `2026-10-1${day}T00:00:00.000Z`, lead })),
    change,
  );

describe('precision and recall', () => {
  test('are shares of the failures, and of the alarms with each failure counted once', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), (eventCurve) => {
        const points = precisionOf(judged({ model: { ...model, eventCurve } }))?.curves[0]?.points ?? [];
        expect(points).toHaveLength(eventCurve.length);
        points.forEach(({ warned, falseAlarms, recall, precision }) => {
          expect(recall * FAILURES).toBeCloseTo(warned, 9);
          if (precision === null) expect(warned + falseAlarms).toBe(0);
          else expect(precision * (warned + falseAlarms)).toBeCloseTo(warned, 9);
        });
      }),
    );
  });

  test('stand beside the champion, elapsed time and the rules where they were judged', () => {
    const eventCurve = [{ probabilityMin: 0.8, warnedInTime: 3, falseAlarms: 1 }];
    const scored = { ...model, eventCurve };
    const whole = precisionOf(
      judged({ model: scored, champion: scored, clock: scored, rules: model, chancePrecision: 0.1 }),
    );
    expect(whole?.curves.map(({ kind }) => kind)).toEqual(['model', 'champion', 'clock']);
    expect(whole).toMatchObject({ rules: { recall: 0.75, precision: 0.75 }, chance: 0.1, isOfParts: false });
    const alone = precisionOf(judged({ model: scored, champion: null, rules: null }));
    expect(alone?.curves.map(({ kind }) => kind)).toEqual(['model']);
    expect(alone?.rules).toBeNull();
  });

  test('say when the figures in use are of parts, and so do not lie on the curve', () => {
    const eventCurve = [{ probabilityMin: 0.8, warnedInTime: 4, falseAlarms: 1 }];
    const precision = precisionOf(judged({ model: { ...model, eventCurve } }));
    expect(precision).toMatchObject({ isOfParts: true, judged: { warned: 3, falseAlarms: 1 } });
  });

  test('are absent from a judgement that is older than curves, and where nothing failed', () => {
    expect(precisionOf(judged({ model: { ...model, eventCurve: null } }))).toBeNull();
    const none = contenderOf({ leadMinutes: [] });
    expect(precisionOf(judgementOf([], { model: { ...none, eventCurve: [] } }))).toBeNull();
  });
});

describe('the points around one', () => {
  test('are as many as wanted where there are as many, in their order, and hold it', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 9 }), (length, at, count) => {
        const place = Math.min(at, Math.max(0, length - 1));
        const points = Array.from({ length }, (_, warned) => ({
          ...{ probabilityMin: 1 - warned / 100, warned, falseAlarms: 0, recall: 0, precision: null },
        }));
        const around = pointsAround(points, place, count).map(({ warned }) => warned);
        expect(around).toHaveLength(Math.min(length, count));
        expect(around).toEqual(around.toSorted((a, b) => a - b));
        if (length > 0) expect(around).toContain(place);
      }),
    );
  });
});

describe('the line of a curve', () => {
  const place = (recall: number, precision: number) => [recall * 100, 100 - precision * 100] as const;
  const at = (recall: number, precision: number | null) => ({
    ...{ probabilityMin: 0, warned: 0, falseAlarms: 0, recall, precision },
  });

  test('goes in steps, and leaves out thresholds at which nothing alarms', () => {
    expect(stepsOf([at(0, null), at(0.5, 1), at(0.8, 0.6)], place)).toBe('M0,0V0H50V40H80');
    expect(stepsOf([at(0, null)], place)).toBe('');
  });
});

describe('labels beside a chart', () => {
  test('keep their order and their distance, within the chart while there is room', () => {
    const wanted = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 5 });
    fc.assert(
      fc.property(wanted, (places) => {
        const spread = spreadLabels(places, 12, 100);
        const order = places.map((_, index) => index).toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
        const inOrder = order.map((index) => spread[index] ?? 0);
        inOrder.slice(1).forEach((each, index) => {
          expect(each - (inOrder[index] ?? 0)).toBeGreaterThanOrEqual(12 - 1e-9);
        });
        expect(Math.max(0, ...spread)).toBeLessThanOrEqual(100);
      }),
    );
    expect(spreadLabels([10, 50], 12, 100)).toEqual([10, 50]);
  });
});
